import { Button, Card, Checkbox, Dropdown, Field, Input, makeStyles, Option, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { SiteUser } from '../../api/accounts';
import type { Site } from '../../api/site';
import type { Security } from '../../core/rules/securities';
import { SECURITIES } from '../../core/text/en';
import type { Controller } from '../controller';
import type { PaneState } from '../shell/pane-state';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px', alignSelf: 'stretch' },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  box: { minWidth: 0, width: '100%' },
  rights: { border: 'none', margin: 0, padding: 0 },
});

const NOBODY: SiteUser = { email: '', name: '', securities: ['caseload:record', 'caseload:end', 'uploads:view'], programIds: [] };

/** The site's users and what each may do. */
export function UsersView({ controller, state }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  const [edited, setEdited] = useState<SiteUser | undefined>();
  const { users, site, busy } = state;
  useEffect(() => void controller.users.show(), [controller]);
  if (users === undefined || site === undefined) return null;
  return (
    <section className={styles.stack} aria-label="Users">
      <Subtitle2 as="h2">Users</Subtitle2>
      {users.map((user) =>
        edited?.email === user.email ? (
          <UserForm key={user.email} controller={controller} site={site} user={user} onDone={() => setEdited(undefined)} />
        ) : (
          <Card key={user.email} size="small" role="group" aria-label={user.name}>
            <Text className={styles.name}>{user.name}</Text>
            <Text className={styles.meta}>{user.email}</Text>
            <Text className={styles.meta}>{rightsOf(user, site)}</Text>
            <div className={styles.actions}>
              <Button size="small" disabled={busy !== undefined} onClick={() => setEdited(user)}>
                Change
              </Button>
              <Button size="small" disabled={busy !== undefined} onClick={() => controller.users.askRemove(user)}>
                Remove
              </Button>
            </div>
          </Card>
        ),
      )}
      {edited?.email === '' ? (
        <UserForm controller={controller} site={site} user={NOBODY} onDone={() => setEdited(undefined)} />
      ) : (
        <div>
          <Button disabled={busy !== undefined} onClick={() => setEdited(NOBODY)}>
            Add user
          </Button>
        </div>
      )}
    </section>
  );
}

function rightsOf({ securities, programIds }: SiteUser, site: Site): string {
  const rights = securities.map((security) => SECURITIES[security]).join(', ') || 'Nothing';
  const programs = site.programs.filter(({ id }) => programIds.includes(id)).map(({ name }) => name);
  return programs.length === 0 ? `${rights}, in all programs` : `${rights}, in ${programs.join(', ')}`;
}

interface UserFormProps {
  readonly controller: Controller;
  readonly site: Site;
  readonly user: SiteUser;
  readonly onDone: () => void;
}

function UserForm({ controller, site, user, onDone }: UserFormProps) {
  const styles = useStyles();
  const [draft, setDraft] = useState(user);
  const change = (part: Partial<SiteUser>) => setDraft({ ...draft, ...part });
  const toggle = (security: Security, on: boolean) =>
    change({ securities: on ? [...draft.securities, security] : draft.securities.filter((one) => one !== security) });
  const isComplete = draft.name.trim() !== '' && /^\S+@\S+\.\S+$/.test(draft.email);
  return (
    <Card size="small" role="group" aria-label={user.name === '' ? 'New user' : `Change ${user.name}`}>
      {user.email === '' && (
        <Field label="E-mail">
          <Input className={styles.box} type="email" value={draft.email} onChange={(_, data) => change({ email: data.value.trim() })} />
        </Field>
      )}
      <Field label="Name">
        <Input className={styles.box} value={draft.name} onChange={(_, data) => change({ name: data.value })} />
      </Field>
      <fieldset className={styles.rights}>
        <legend>May</legend>
        {(Object.keys(SECURITIES) as Security[]).map((security) => (
          <div key={security}>
            <Checkbox
              label={SECURITIES[security]}
              checked={draft.securities.includes(security)}
              onChange={(_, data) => toggle(security, data.checked === true)}
            />
          </div>
        ))}
      </fieldset>
      <Field label="Programs">
        <Dropdown
          className={styles.box}
          multiselect
          placeholder="All programs"
          value={site.programs
            .filter(({ id }) => draft.programIds.includes(id))
            .map(({ name }) => name)
            .join(', ')}
          selectedOptions={draft.programIds.map(String)}
          onOptionSelect={(_, data) => change({ programIds: data.selectedOptions.map(Number) })}
        >
          {site.programs.map(({ id, name }) => (
            <Option key={id} value={String(id)}>
              {name}
            </Option>
          ))}
        </Dropdown>
      </Field>
      <div className={styles.actions}>
        <Button
          appearance="primary"
          disabled={!isComplete}
          onClick={() => void controller.users.save(draft).then((saved) => saved && onDone())}
        >
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </Card>
  );
}
