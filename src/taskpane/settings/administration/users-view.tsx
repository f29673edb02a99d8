import { Button, Card, Checkbox, Dropdown, Field, Input, makeStyles, Option, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { SiteUser } from '../../../api/accounts';
import type { Site } from '../../../api/site';
import {
  SECURITIES as ALL,
  CASELOAD_RIGHTS,
  needsStaffId,
  type Reach,
  reachOf,
  type Security,
  withReach,
} from '../../../core/rules/securities';
import { SECURITIES } from '../../../core/text/accounts';
import { USERS } from '../../../core/text/pane/settings';
import type { PaneState } from '../../shell/pane-state';
import { ProgramsField } from './programs-field';
import type { Users } from './users';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px', alignSelf: 'stretch' },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  box: { minWidth: 0, width: '100%' },
  rights: { border: 'none', margin: 0, padding: 0 },
});

const NOBODY: SiteUser = {
  email: '',
  name: '',
  securities: ['caseload:record', 'caseload:end', 'uploads:view'],
  programIds: [],
  staffId: null,
  needsApproval: false,
};
/** The securities that have no reach. */
const OTHERS = ALL.filter((security) => !CASELOAD_RIGHTS.some((right) => security.startsWith(right)));
const REACHES: readonly Reach[] = ['none', 'own', 'all'];

/** The site's users and their rights. */
export function UsersView({ state, actions }: { state: PaneState; actions: Users }) {
  const styles = useStyles();
  const [edited, setEdited] = useState<SiteUser | undefined>();
  const { users, site, busy } = state;
  useEffect(() => void actions.show(), [actions]);
  if (users === undefined || site === undefined) return null;
  return (
    <section className={styles.stack} aria-label={USERS.title}>
      <Subtitle2 as="h2">{USERS.title}</Subtitle2>
      {users.map((user) =>
        edited?.email === user.email ? (
          <UserForm key={user.email} actions={actions} site={site} user={user} onDone={() => setEdited(undefined)} />
        ) : (
          <Card key={user.email} size="small" role="group" aria-label={user.name}>
            <Text className={styles.name}>{user.name}</Text>
            <Text className={styles.meta}>{user.email}</Text>
            <Text className={styles.meta}>{rightsOf(user, site)}</Text>
            {user.needsApproval && <Text className={styles.meta}>{USERS.needsApproval}</Text>}
            <div className={styles.actions}>
              <Button size="small" disabled={busy !== undefined} onClick={() => setEdited(user)}>
                {USERS.change}
              </Button>
              <Button size="small" disabled={busy !== undefined} onClick={() => actions.askRemove(user)}>
                {USERS.remove}
              </Button>
            </div>
          </Card>
        ),
      )}
      {edited?.email === '' ? (
        <UserForm actions={actions} site={site} user={NOBODY} onDone={() => setEdited(undefined)} />
      ) : (
        <div>
          <Button disabled={busy !== undefined} onClick={() => setEdited(NOBODY)}>
            {USERS.add}
          </Button>
        </div>
      )}
    </section>
  );
}

function rightsOf({ securities, programIds }: SiteUser, site: Site): string {
  const programs = site.programs.filter(({ id }) => programIds.includes(id)).map(({ name }) => name);
  return USERS.rights(securities, programs) || USERS.noRights;
}

interface UserFormProps {
  readonly actions: Users;
  readonly site: Site;
  readonly user: SiteUser;
  readonly onDone: () => void;
}

function UserForm({ actions, site, user, onDone }: UserFormProps) {
  const styles = useStyles();
  const [draft, setDraft] = useState(user);
  const change = (part: Partial<SiteUser>) => setDraft({ ...draft, ...part });
  const toggle = (security: Security, on: boolean) =>
    change({ securities: on ? [...draft.securities, security] : draft.securities.filter((one) => one !== security) });
  const member = site.staff.find(({ id }) => id === draft.staffId);
  const isUnknownMember = draft.staffId !== null && member === undefined;
  const hasStaffId = draft.staffId === null ? !needsStaffId(draft.securities) : member !== undefined;
  const staffProblem = isUnknownMember ? USERS.noStaffMember : hasStaffId ? undefined : USERS.staffNeeded;
  const isComplete = hasStaffId && draft.name.trim() !== '' && /^\S+@\S+\.\S+$/.test(draft.email);
  return (
    <Card size="small" role="group" aria-label={user.name === '' ? USERS.newUser : USERS.changeUser(user.name)}>
      {user.email === '' && (
        <Field label={USERS.email}>
          <Input className={styles.box} type="email" value={draft.email} onChange={(_, data) => change({ email: data.value.trim() })} />
        </Field>
      )}
      <Field label={USERS.name}>
        <Input className={styles.box} maxLength={200} value={draft.name} onChange={(_, data) => change({ name: data.value })} />
      </Field>
      {CASELOAD_RIGHTS.map((right) => {
        const reach = reachOf(draft.securities, right);
        return (
          <Field key={right} label={SECURITIES[right]}>
            <Dropdown
              className={styles.box}
              value={USERS.reaches[reach]}
              selectedOptions={[reach]}
              onOptionSelect={(_, data) => change({ securities: [...withReach(draft.securities, right, data.optionValue as Reach)] })}
            >
              {REACHES.map((one) => (
                <Option key={one} value={one}>
                  {USERS.reaches[one]}
                </Option>
              ))}
            </Dropdown>
          </Field>
        );
      })}
      <Field
        label={USERS.staffId}
        hint={USERS.staffHint(member && `${member.firstName} ${member.lastName}`)}
        {...(staffProblem === undefined ? {} : { validationMessage: staffProblem })}
      >
        <Input
          className={styles.box}
          inputMode="numeric"
          value={draft.staffId === null ? '' : String(draft.staffId)}
          onChange={(_, data) => change({ staffId: Number(data.value.replace(/\D/g, '').slice(0, 9)) || null })}
        />
      </Field>
      <fieldset className={styles.rights}>
        <legend>{USERS.may}</legend>
        {OTHERS.map((security) => (
          <div key={security}>
            <Checkbox
              label={SECURITIES[security]}
              checked={draft.securities.includes(security)}
              onChange={(_, data) => toggle(security, data.checked === true)}
            />
          </div>
        ))}
      </fieldset>
      <ProgramsField
        label={USERS.programs}
        programs={site.programs}
        chosen={draft.programIds}
        none={USERS.allPrograms}
        onChange={(programIds) => change({ programIds })}
      />
      <Checkbox
        label={USERS.needsApproval}
        checked={draft.needsApproval}
        onChange={(_, data) => change({ needsApproval: data.checked === true })}
      />
      <div className={styles.actions}>
        <Button appearance="primary" disabled={!isComplete} onClick={() => void actions.save(draft).then((saved) => saved && onDone())}>
          {USERS.save}
        </Button>
        <Button onClick={onDone}>{USERS.cancel}</Button>
      </div>
    </Card>
  );
}
