import { Button, makeStyles, Spinner, Subtitle2, Text } from '@fluentui/react-components';
import { lazy, Suspense, useRef } from 'react';
import type { Controller } from '../controller';
import { TemplateForm } from '../sheet/template-form';
import type { PaneState } from '../shell/pane-state';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** Loaded by administrators only. */
const UsersView = lazy(async () => ({ default: (await import(/* webpackChunkName: "users" */ './users-view')).UsersView }));

/** Who is signed in, where, and which columns the next template gets. */
export function SettingsView({ controller, state }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  return (
    <>
      <section className={styles.section} aria-label="Account">
        <Subtitle2 as="h1">Account</Subtitle2>
        <Account controller={controller} state={state} />
      </section>
      <section className={styles.section} aria-label="Lists">
        <Subtitle2 as="h2">Lists without the service</Subtitle2>
        <Text>
          Programs, staff and feeder tables can also come from the files of a site’s folder, or from worksheets with the same headers.
          Everything but submitting works with them.
        </Text>
        <OwnListsButtons controller={controller} disabled={state.busy !== undefined} />
      </section>
      {state.connection.status === 'signed-in' && state.connection.session.securities.includes('site:admin') && (
        <Suspense fallback={<Spinner size="tiny" />}>
          <UsersView controller={controller} state={state} />
        </Suspense>
      )}
      {state.site && (
        <section className={styles.section} aria-label="Template">
          <Subtitle2 as="h2">Columns of the next template</Subtitle2>
          <TemplateForm controller={controller} state={state} />
          <Button disabled={state.busy !== undefined} onClick={() => void controller.sheet.insertTemplate()}>
            Insert template
          </Button>
        </section>
      )}
    </>
  );
}

function OwnListsButtons({ controller, disabled }: { controller: Controller; disabled: boolean }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        Load lists from files
      </Button>
      <input
        ref={input}
        style={{ display: 'none' }}
        type="file"
        multiple
        accept=".csv,.xlsx,.json"
        aria-label="Files of a site’s folder"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          if (files.length > 0) void controller.ownLists.fromFiles(files);
        }}
      />
      <Button disabled={disabled} onClick={() => void controller.ownLists.fromWorksheets()}>
        Load lists from worksheets
      </Button>
    </>
  );
}

function Account({ controller, state: { connection } }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  if (connection.status === 'signed-in') {
    const { user, site } = connection.session;
    return (
      <>
        <Text>
          {user.name} ({user.email}), {site.name}
        </Text>
        <div className={styles.buttons}>
          <Button onClick={() => void controller.connection.signOut()}>Sign out</Button>
          <Button onClick={() => void controller.connection.signOut(true)}>Sign out everywhere</Button>
        </div>
      </>
    );
  }
  if (connection.status === 'signed-out' && controller.connection.byDialog) {
    return (
      <Button appearance="primary" onClick={() => void controller.connection.signInByDialog()}>
        Sign in
      </Button>
    );
  }
  if (connection.status === 'signed-out') {
    return (
      <>
        <Text>Try the sample site as:</Text>
        {connection.users.map((user) => (
          <Button key={user.email} onClick={() => void controller.connection.signIn(user.email)}>
            {user.name}
          </Button>
        ))}
      </>
    );
  }
  return <Button onClick={() => void controller.connection.connect()}>Connect</Button>;
}
