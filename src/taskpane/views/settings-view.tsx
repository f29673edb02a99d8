import { Button, makeStyles, Subtitle2, Text } from '@fluentui/react-components';
import type { Controller } from '../state/controller';
import type { PaneState } from '../state/pane';
import { TemplateForm } from './template-form';

const useStyles = makeStyles({ section: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', gap: '8px' } });

/** Who is signed in, where, and which columns the next template gets. */
export function SettingsView({ controller, state }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  return (
    <>
      <section className={styles.section} aria-label="Account">
        <Subtitle2 as="h1">Account</Subtitle2>
        <Account controller={controller} state={state} />
      </section>
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

function Account({ controller, state: { connection } }: { controller: Controller; state: PaneState }) {
  if (connection.status === 'signed-in') {
    const { user, site } = connection.session;
    return (
      <>
        <Text>
          {user.name} ({user.email}), {site.name}
        </Text>
        <Button onClick={() => void controller.connection.signOut()}>Sign out</Button>
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
