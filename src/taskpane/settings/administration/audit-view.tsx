import { Button, Field, Input, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { Site } from '../../../api/site';
import { type AuditChange, MAX_CHANGES } from '../../../api/uploads';
import { staffName } from '../../../core/caseload/reference';
import { AUDIT, auditState } from '../../../core/text/audit';
import { moment } from '../../../core/text/format';
import { BackButton } from '../../shell/back-button';
import type { AuditTrail } from '../../shell/pane-state';
import { ScreenTitle } from '../../shell/screen-title';
import type { Audit } from './audit';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  box: { minWidth: 0, width: '100%' },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', gap: '12px' },
  change: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2 },
});

interface AuditViewProps {
  /** Once asked for. */
  readonly trail: AuditTrail | undefined;
  readonly site: Site;
  readonly disabled: boolean;
  readonly actions: Audit;
}

/** Every change of a participant's record. */
export function AuditView({ trail, site, disabled, actions }: AuditViewProps) {
  const styles = useStyles();
  const [id, setId] = useState('');
  const isId = /^\d{1,15}$/.test(id.trim());
  const ask = () => isId && !disabled && void actions.show(Number(id.trim()));
  return (
    <div className={styles.stack}>
      <BackButton to={AUDIT.back} onClick={() => actions.close()} />
      <ScreenTitle>{AUDIT.title}</ScreenTitle>
      <Text>{AUDIT.explanation}</Text>
      <Field label={AUDIT.participantId} {...(id.trim() === '' || isId ? {} : { validationMessage: AUDIT.notAnId })}>
        <Input
          className={styles.box}
          inputMode="numeric"
          value={id}
          onChange={(_, { value }) => setId(value)}
          onKeyDown={({ key }) => key === 'Enter' && ask()}
        />
      </Field>
      <Button appearance="primary" disabled={!isId || disabled} onClick={ask}>
        {AUDIT.show}
      </Button>
      {trail?.changes.length === 0 && <Text role="status">{AUDIT.none}</Text>}
      {trail !== undefined && trail.changes.length > 0 && (
        <>
          <Button disabled={disabled} onClick={() => void actions.download(trail.participantId)}>
            {AUDIT.download}
          </Button>
          <Subtitle2 as="h2">{AUDIT.of(trail.participantId)}</Subtitle2>
          {trail.changes.length >= MAX_CHANGES && <Text>{AUDIT.newest(MAX_CHANGES)}</Text>}
          <ol className={styles.list} aria-label={AUDIT.title}>
            {trail.changes.map((change) => (
              <li key={`${change.at} ${change.upload} ${change.row} ${change.what}`} className={styles.change}>
                <Change change={change} site={site} />
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

/** What was changed, from what to what, by whom and by which upload. */
function Change({ change, site }: { readonly change: AuditChange; readonly site: Site }) {
  const styles = useStyles();
  const { what, before, after, by, at, uploadName, row, choices } = change;
  const program = site.programs.find(({ id }) => id === change.programId)?.name;
  const member = site.staff.find(({ id }) => id === change.staffId);
  const about = [program, member && staffName(member), change.relationship].filter(Boolean).join(', ');
  return (
    <>
      <Text weight="semibold">{AUDIT.events[what]}</Text>
      {about !== '' && <Text>{about}</Text>}
      <Text>{AUDIT.change(auditState(before), auditState(after))}</Text>
      <Text size={200} className={styles.meta}>
        {AUDIT.source(by, moment(Date.parse(at)), uploadName, row)}
      </Text>
      {choices.map((choice) => (
        <Text key={choice.column} size={200} className={styles.meta}>
          {AUDIT.chosen(choice.column, choice.value, choice.by)}
        </Text>
      ))}
    </>
  );
}
