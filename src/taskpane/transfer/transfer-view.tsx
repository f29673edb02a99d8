import { Button, Combobox, Dropdown, Field, Input, makeStyles, Option, Subtitle2, Text } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Site } from '../../api/site';
import { serialOfIso } from '../../core/caseload/dates';
import { isActive, type StaffMember, staffName } from '../../core/caseload/reference';
import { suggestionKey } from '../../core/caseload/text-keys';
import type { OpenAssignment } from '../../core/sending/transfer-rows';
import { SHELL } from '../../core/text/pane/shell';
import { TRANSFER } from '../../core/text/pane/transfer';
import type { Transfer } from './transfer';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  box: { minWidth: 0, width: '100%' },
  back: { alignSelf: 'flex-start' },
});

/** The most options to show; staff are searched by typing. */
const MAX_OPTIONS = 50;
const ALL = 'all';
/** The rows of an assignment: an Update and an Insert. */
const ROWS_EACH = 2;

interface TransferViewProps {
  /** The open assignments, once loaded. */
  readonly assignments: readonly OpenAssignment[] | undefined;
  readonly site: Site;
  readonly disabled: boolean;
  readonly actions: Transfer;
}

/** *Transfer caseload*: caseworkers, program, date and reason. */
export function TransferView({ assignments, site, disabled, actions }: TransferViewProps) {
  const styles = useStyles();
  const [from, setFrom] = useState<StaffMember>();
  const [to, setTo] = useState<StaffMember>();
  const [program, setProgram] = useState(ALL);
  const [date, setDate] = useState('');
  const [reason, setReason] = useState('');
  const find = (member: StaffMember | undefined, chosen: string) => {
    if (member !== undefined) void actions.find(member, chosen === ALL ? undefined : Number(chosen));
  };
  const serial = serialOfIso(date);
  const isSame = from !== undefined && from.id === to?.id;
  const isReady = assignments !== undefined && assignments.length > 0 && !isSame && serial !== null && reason !== '';
  const missing = [
    from === undefined && TRANSFER.from,
    to === undefined && TRANSFER.to,
    serial === null && TRANSFER.on,
    reason === '' && TRANSFER.reason,
  ].filter((name) => name !== false);
  const fill = () => {
    if (assignments === undefined || from === undefined || to === undefined || serial === null) return;
    void actions.fill(assignments, from, { to, date: serial, reason });
  };
  return (
    <div className={styles.stack}>
      <Button className={styles.back} appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => actions.close()}>
        {TRANSFER.back}
      </Button>
      <Subtitle2 as="h1">{TRANSFER.title}</Subtitle2>
      <Text>{TRANSFER.nothingYet}</Text>
      <Button appearance="primary" disabled={!isReady || disabled} onClick={fill}>
        {TRANSFER.fill(ROWS_EACH * (assignments?.length ?? 0))}
      </Button>
      {missing.length > 0 && <Text size={200}>{TRANSFER.missing(missing)}</Text>}
      <StaffField
        label={TRANSFER.from}
        staff={site.staff}
        onChoose={(member) => {
          setFrom(member);
          find(member, program);
        }}
      />
      <Field label={TRANSFER.program}>
        <Dropdown
          className={styles.box}
          value={program === ALL ? TRANSFER.allPrograms : (site.programs.find(({ id }) => String(id) === program)?.name ?? '')}
          selectedOptions={[program]}
          onOptionSelect={(_, data) => {
            setProgram(data.optionValue ?? ALL);
            find(from, data.optionValue ?? ALL);
          }}
        >
          <Option value={ALL}>{TRANSFER.allPrograms}</Option>
          {site.programs.map(({ id, name }) => (
            <Option key={id} value={String(id)}>
              {name}
            </Option>
          ))}
        </Dropdown>
      </Field>
      {assignments !== undefined && <Text role="status">{describe(assignments)}</Text>}
      <StaffField
        label={TRANSFER.to}
        staff={site.staff.filter(isActive)}
        onChoose={setTo}
        problem={isSame ? TRANSFER.sameStaff : undefined}
      />
      <Field label={TRANSFER.on} hint={TRANSFER.onHint}>
        <Input className={styles.box} type="date" value={date} onChange={(_, data) => setDate(data.value)} />
      </Field>
      <Field label={TRANSFER.reason}>
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
    </div>
  );
}

function describe(assignments: readonly { readonly participantId: number }[]): string {
  if (assignments.length === 0) return TRANSFER.none;
  const people = new Set(assignments.map(({ participantId }) => participantId)).size;
  return TRANSFER.found(assignments.length, people);
}

interface StaffFieldProps {
  readonly label: string;
  readonly staff: readonly StaffMember[];
  readonly onChoose: (member: StaffMember | undefined) => void;
  readonly problem?: string | undefined;
}

/** Chooses a staff member by name; the Staff ID distinguishes equal names. */
function StaffField({ label, staff, onChoose, problem }: StaffFieldProps) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const wanted = suggestionKey(text);
  const shown = staff.filter((member) => suggestionKey(nameOf(member)).includes(wanted)).slice(0, MAX_OPTIONS);
  return (
    <Field label={label} validationMessage={problem ?? null} validationState={problem === undefined ? 'none' : 'error'}>
      <Combobox
        className={styles.box}
        freeform
        expandIcon={{ 'aria-label': SHELL.openList(label) }}
        value={text}
        placeholder={TRANSFER.typeName}
        onChange={(event) => {
          setText(event.target.value);
          onChoose(named(staff, event.target.value));
        }}
        onOptionSelect={(_, data) => {
          // Typing what no option is clears the selection only.
          if (data.optionValue === undefined) return;
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

/** The staff member whose whole name was typed or pasted, if it is one person's. */
function named(staff: readonly StaffMember[], text: string): StaffMember | undefined {
  const key = suggestionKey(text);
  const same = key === '' ? [] : staff.filter((member) => [staffName(member), nameOf(member)].some((name) => suggestionKey(name) === key));
  return same.length === 1 ? same[0] : undefined;
}

function nameOf(member: StaffMember): string {
  return TRANSFER.staffMember(staffName(member), member.id);
}
