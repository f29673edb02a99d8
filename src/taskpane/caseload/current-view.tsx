import { Button, Field, Input, makeStyles, Text } from '@fluentui/react-components';
import { useState } from 'react';
import type { Site } from '../../api/site';
import type { StaffMember } from '../../core/caseload/reference';
import type { OpenAssignment } from '../../core/sending/assignment-rows';
import { CURRENT } from '../../core/text/pane/caseload';
import { TRANSFER } from '../../core/text/pane/transfer';
import { BackButton } from '../shell/back-button';
import { ScreenTitle } from '../shell/screen-title';
import { ChoiceField } from './choice-field';
import type { CurrentCaseload } from './current-caseload';
import { StaffField } from './staff-field';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  box: { minWidth: 0, width: '100%' },
});

interface CurrentViewProps {
  /** The open assignments, once loaded. */
  readonly assignments: readonly OpenAssignment[] | undefined;
  readonly site: Site;
  readonly disabled: boolean;
  readonly actions: CurrentCaseload;
}

/** *Current caseload*: whose assignments, and which of them. */
export function CurrentView({ assignments, site, disabled, actions }: CurrentViewProps) {
  const styles = useStyles();
  const [member, setMember] = useState<StaffMember>();
  const [program, setProgram] = useState('');
  const [status, setStatus] = useState('');
  const [before, setBefore] = useState('');
  const find = (more: { member?: StaffMember | undefined; program?: string; status?: string; before?: string }) => {
    const all = { member, program, status, before, ...more };
    void actions.find({
      ...(all.member === undefined ? {} : { staffId: all.member.id }),
      ...(all.program === '' ? {} : { programId: Number(all.program) }),
      ...(all.status === '' ? {} : { status: all.status }),
      ...(all.before === '' ? {} : { startedBefore: all.before }),
    });
  };
  const count = assignments?.length ?? 0;
  return (
    <div className={styles.stack}>
      <BackButton to={TRANSFER.back} onClick={() => actions.close()} />
      <ScreenTitle>{CURRENT.title}</ScreenTitle>
      <Text>{CURRENT.explanation}</Text>
      <Button appearance="primary" disabled={count === 0 || disabled} onClick={() => assignments && void actions.fill(assignments)}>
        {TRANSFER.fill(count)}
      </Button>
      {assignments === undefined ? <Text size={200}>{CURRENT.choose}</Text> : <Text role="status">{describeOpen(assignments)}</Text>}
      <StaffField
        label={CURRENT.caseworker}
        staff={site.staff}
        onChoose={(chosen) => {
          setMember(chosen);
          find({ member: chosen });
        }}
      />
      <ChoiceField
        label={TRANSFER.program}
        chosen={program}
        options={[['', TRANSFER.allPrograms], ...site.programs.map(({ id, name }) => [String(id), name] as const)]}
        onChoose={(chosen) => {
          setProgram(chosen);
          find({ program: chosen });
        }}
      />
      <ChoiceField
        label="Caseload Status"
        chosen={status}
        options={[['', CURRENT.anyStatus], ...site.feeders['Caseload Status'].map((value) => [value, value] as const)]}
        onChoose={(chosen) => {
          setStatus(chosen);
          find({ status: chosen });
        }}
      />
      <Field label={CURRENT.startedBefore}>
        <Input
          className={styles.box}
          type="date"
          value={before}
          onChange={(_, data) => {
            setBefore(data.value);
            // A year that is being typed is complete with its fourth digit.
            if (data.value === '' || data.value >= '1900') find({ before: data.value });
          }}
        />
      </Field>
    </div>
  );
}

/** The number of open assignments, and of their participants. */
export function describeOpen(assignments: readonly { readonly participantId: number }[]): string {
  if (assignments.length === 0) return TRANSFER.none;
  const people = new Set(assignments.map(({ participantId }) => participantId)).size;
  return TRANSFER.found(assignments.length, people);
}
