import { Button, Combobox, Dropdown, Field, Input, makeStyles, Option, Subtitle2, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { serialOfIso } from '../../core/caseload/dates';
import { type StaffMember, staffName } from '../../core/caseload/reference';
import { suggestionKey } from '../../core/caseload/text-keys';
import type { Controller } from '../controller';
import type { PaneState } from '../shell/pane-state';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  box: { minWidth: 0, width: '100%' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** A staff of thousands is searched by typing. */
const MOST_OPTIONS = 50;
const ALL = 'all';

/** From whom to whom, which program, which date. */
export function TransferView({ controller, state }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  const { site, transfer, busy } = state;
  const [from, setFrom] = useState<StaffMember>();
  const [to, setTo] = useState<StaffMember>();
  const [program, setProgram] = useState(ALL);
  const [date, setDate] = useState('');
  const [reason, setReason] = useState('');
  if (site === undefined || transfer === undefined) return null;
  const find = (member: StaffMember | undefined, chosen: string) => {
    if (member !== undefined) void controller.transfer.find(member, chosen === ALL ? undefined : Number(chosen));
  };
  const { assignments } = transfer;
  const serial = serialOfIso(date);
  const isSame = from !== undefined && from.id === to?.id;
  const isReady = assignments !== undefined && assignments.length > 0 && !isSame && serial !== null && reason !== '';
  const fill = () => {
    if (assignments === undefined || from === undefined || to === undefined || serial === null) return;
    void controller.transfer.fill(assignments, from, { to, date: serial, reason });
  };
  return (
    <div className={styles.stack}>
      <Subtitle2 as="h1">Transfer caseload</Subtitle2>
      <StaffField
        label="From"
        staff={site.staff}
        onChoose={(member) => {
          setFrom(member);
          find(member, program);
        }}
      />
      <Field label="Program">
        <Dropdown
          className={styles.box}
          value={program === ALL ? 'All programs' : (site.programs.find(({ id }) => String(id) === program)?.name ?? '')}
          selectedOptions={[program]}
          onOptionSelect={(_, data) => {
            setProgram(data.optionValue ?? ALL);
            find(from, data.optionValue ?? ALL);
          }}
        >
          <Option value={ALL}>All programs</Option>
          {site.programs.map(({ id, name }) => (
            <Option key={id} value={String(id)}>
              {name}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {assignments !== undefined && <Text role="status">{describe(assignments)}</Text>}
      <StaffField label="To" staff={site.staff} onChoose={setTo} problem={isSame ? 'Choose somebody else than From.' : undefined} />
      <Field label="On" hint="The last day with the one, the first with the other">
        <Input className={styles.box} type="date" value={date} onChange={(_, data) => setDate(data.value)} />
      </Field>
      <Field label="Reason for Dismissal">
        <Dropdown
          className={styles.box}
          value={reason}
          selectedOptions={[reason]}
          onOptionSelect={(_, data) => setReason(data.optionValue ?? '')}
        >
          {site.feeders['Reason for Dismissal'].map((value) => (
            <Option key={value}>{value}</Option>
          ))}
        </Dropdown>
      </Field>
      <div className={styles.buttons}>
        <Button appearance="primary" disabled={!isReady || busy !== undefined} onClick={fill}>
          Fill the sheet
        </Button>
        <Button onClick={() => controller.transfer.close()}>Cancel</Button>
      </div>
      <Text>The rows go into a new first worksheet. Nothing changes until you submit them.</Text>
    </div>
  );
}

function describe(assignments: readonly { readonly participantId: number }[]): string {
  if (assignments.length === 0) return 'No open assignments.';
  const people = new Set(assignments.map(({ participantId }) => participantId)).size;
  const count = (number: number, word: string) => `${number.toLocaleString()} ${word}${number === 1 ? '' : 's'}`;
  return `${count(assignments.length, 'open assignment')} of ${count(people, 'participant')}.`;
}

interface StaffFieldProps {
  readonly label: string;
  readonly staff: readonly StaffMember[];
  readonly onChoose: (member: StaffMember | undefined) => void;
  readonly problem?: string | undefined;
}

/** A staff member by name; the Staff ID tells two of one name apart. */
function StaffField({ label, staff, onChoose, problem }: StaffFieldProps) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const wanted = suggestionKey(text);
  const shown = staff.filter((member) => suggestionKey(nameOf(member)).includes(wanted)).slice(0, MOST_OPTIONS);
  return (
    <Field label={label} validationMessage={problem ?? null} validationState={problem === undefined ? 'none' : 'error'}>
      <Combobox
        className={styles.box}
        freeform
        value={text}
        placeholder="Type a name"
        onChange={(event) => {
          setText(event.target.value);
          onChoose(undefined);
        }}
        onOptionSelect={(_, data) => {
          setText(data.optionText ?? '');
          onChoose(staff.find(({ id }) => String(id) === data.optionValue));
        }}
      >
        {shown.map((member) => (
          <Option key={member.id} value={String(member.id)} text={nameOf(member)}>
            {nameOf(member)}
          </Option>
        ))}
      </Combobox>
    </Field>
  );
}

function nameOf(member: StaffMember): string {
  return `${staffName(member)} (${member.id})`;
}
