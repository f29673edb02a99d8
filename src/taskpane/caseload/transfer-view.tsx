import { Button, Checkbox, Field, Input, makeStyles, Radio, RadioGroup, Select, Text, tokens } from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Site } from '../../api/site';
import { serialOfIso, serialOfToday } from '../../core/caseload/dates';
import { isActive, type StaffMember, staffName } from '../../core/caseload/reference';
import type { Handover, OpenAssignment } from '../../core/sending/assignment-rows';
import {
  type Choices,
  divide,
  isTooManyByHand,
  MAX_BY_HAND,
  personKey,
  programKey,
  proposeByHand,
  type Taker,
  type Way,
} from '../../core/sending/share-out';
import { TRANSFER } from '../../core/text/pane/transfer';
import { BackButton } from '../shell/back-button';
import type { FoundCaseload } from '../shell/pane-state';
import { ScreenTitle } from '../shell/screen-title';
import { ChoiceField } from './choice-field';
import { describeOpen } from './current-view';
import { nameOf, StaffField } from './staff-field';
import type { Transfer } from './transfer';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  box: { minWidth: 0, width: '100%' },
  takers: { display: 'flex', flexDirection: 'column', gap: '4px', listStyleType: 'none', margin: 0, padding: 0 },
  taker: { display: 'flex', alignItems: 'center', gap: '8px' },
  name: { flexGrow: 1, overflowWrap: 'anywhere' },
  size: { whiteSpace: 'nowrap', color: tokens.colorNeutralForeground2 },
  hand: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', alignItems: 'center', gap: '4px 8px' },
  person: { overflowWrap: 'anywhere' },
});

const ALL = 'all';
/** The rows of an assignment: an Update and an Insert. */
const ROWS_EACH = 2;
interface TransferViewProps {
  /** The caseload of *From*, once loaded. */
  readonly found: FoundCaseload | undefined;
  readonly site: Site;
  /** Whether the user may disable staff members. */
  readonly mayDisable: boolean;
  readonly disabled: boolean;
  readonly actions: Transfer;
}

/** *Transfer caseload*: who hands over, who takes over how much, when and why. */
export function TransferView({ found, site, mayDisable, disabled, actions }: TransferViewProps) {
  const styles = useStyles();
  const [from, setFrom] = useState<StaffMember>();
  const [program, setProgram] = useState(ALL);
  const [members, setMembers] = useState<readonly StaffMember[]>([]);
  const [way, setWay] = useState<Way>('level');
  const [choices, setChoices] = useState<Choices>({});
  const [date, setDate] = useState('');
  const [reason, setReason] = useState('');
  const [leaves, setLeaves] = useState(false);
  const assignments = found?.assignments ?? [];
  const takers = members.map((member): Taker => ({ member, size: found?.sizes.get(member.id) ?? 0 }));
  const handovers = divide(assignments, takers, takers.length > 1 ? way : 'same', choices);
  const serial = serialOfIso(date);
  const missing = [
    from === undefined && TRANSFER.from,
    members.length === 0 && TRANSFER.to,
    way === 'hand' && members.length > 1 && isTooManyByHand(assignments)
      ? TRANSFER.otherWay
      : members.length > 0 && handovers.length < assignments.length && TRANSFER.rest(assignments.length - handovers.length),
    serial === null && TRANSFER.on,
    reason === '' && TRANSFER.reason,
  ].filter((name) => name !== false);
  const find = (member: StaffMember | undefined, chosen: string) => {
    if (member !== undefined) void actions.find(member, chosen === ALL ? undefined : Number(chosen));
  };
  // Until a later day, they have the assignments still.
  const isLater = serial !== null && serial > serialOfToday(new Date(), site.timeZone);
  const isLeaving = from !== undefined && isActive(from) && mayDisable && program === ALL && !isLater;
  const chooseWay = (chosen: Way) => {
    setWay(chosen);
    // By hand begins with a proposal, to be changed.
    if (chosen === 'hand') setChoices(proposeByHand(assignments, takers, choices));
  };
  const fill = () => {
    if (serial !== null) void actions.fill(handovers, { date: serial, reason }, leaves && isLeaving ? from : undefined);
  };
  return (
    <div className={styles.stack}>
      <BackButton to={TRANSFER.back} onClick={() => actions.close()} />
      <ScreenTitle>{TRANSFER.title}</ScreenTitle>
      <Text>{TRANSFER.nothingYet}</Text>
      <Button appearance="primary" disabled={missing.length > 0 || handovers.length === 0 || disabled} onClick={fill}>
        {TRANSFER.fill(ROWS_EACH * handovers.length)}
      </Button>
      {missing.length > 0 && <Text size={200}>{TRANSFER.missing(missing)}</Text>}
      <StaffField
        label={TRANSFER.from}
        staff={site.staff}
        onChoose={(member) => {
          setFrom(member);
          setMembers(members.filter(({ id }) => id !== member?.id));
          setChoices({});
          find(member, program);
        }}
      />
      <ChoiceField
        label={TRANSFER.program}
        chosen={program}
        options={[[ALL, TRANSFER.allPrograms], ...site.programs.map(({ id, name }) => [String(id), name] as const)]}
        onChoose={(chosen) => {
          setProgram(chosen);
          find(from, chosen);
        }}
      />
      {found !== undefined && <Text role="status">{describeOpen(assignments)}</Text>}
      {found !== undefined && assignments.length === 0 && isLeaving && (
        <Button disabled={disabled} onClick={() => actions.askDisable(from)}>
          {TRANSFER.disable(staffName(from))}
        </Button>
      )}
      <StaffField
        label={TRANSFER.to}
        staff={site.staff.filter((member) => isActive(member) && member.id !== from?.id && !members.some(({ id }) => id === member.id))}
        placeholder={members.length === 0 ? TRANSFER.typeName : TRANSFER.another}
        isRepeated
        onChoose={(member) => member !== undefined && setMembers([...members, member])}
      />
      {takers.length > 0 && (
        <Takers takers={takers} handovers={handovers} onRemove={(removed) => setMembers(members.filter(({ id }) => id !== removed.id))} />
      )}
      {takers.length > 1 && (
        <>
          <Field label={TRANSFER.way}>
            <RadioGroup value={way} onChange={(_, { value }) => chooseWay(value as Way)}>
              {(['level', 'same', 'program', 'hand'] as const).map((one) => (
                <Radio key={one} value={one} label={TRANSFER.ways[one]} />
              ))}
            </RadioGroup>
          </Field>
          {way === 'program' && <ByProgram {...{ assignments, site, takers, choices }} onChange={setChoices} />}
          {way === 'hand' && <ByHand {...{ assignments, site, takers, choices }} onChange={setChoices} />}
        </>
      )}
      <Field label={TRANSFER.on} hint={TRANSFER.onHint}>
        <Input className={styles.box} type="date" value={date} onChange={(_, data) => setDate(data.value)} />
      </Field>
      <ChoiceField
        label={TRANSFER.reason}
        chosen={reason}
        options={site.feeders['Reason for Dismissal'].map((value) => [value, value])}
        onChoose={setReason}
      />
      {isLeaving && (
        <Checkbox label={TRANSFER.leaves(staffName(from))} checked={leaves} onChange={(_, data) => setLeaves(data.checked === true)} />
      )}
    </div>
  );
}

interface TakersProps {
  readonly takers: readonly Taker[];
  readonly handovers: readonly Handover[];
  readonly onRemove: (member: StaffMember) => void;
}

/** Those who take over, with the sizes of their caseloads before and after. */
function Takers({ takers, handovers, onRemove }: TakersProps) {
  const styles = useStyles();
  return (
    <ul className={styles.takers} aria-label={TRANSFER.to}>
      {takers.map(({ member, size }) => (
        <li key={member.id} className={styles.taker}>
          <Text className={styles.name}>{staffName(member)}</Text>
          <Text className={styles.size}>{TRANSFER.size(size, size + handovers.filter(({ to }) => to.id === member.id).length)}</Text>
          <Button
            size="small"
            appearance="subtle"
            icon={<DismissRegular />}
            aria-label={TRANSFER.without(nameOf(member))}
            onClick={() => onRemove(member)}
          />
        </li>
      ))}
    </ul>
  );
}

interface SharesProps {
  readonly assignments: readonly OpenAssignment[];
  readonly site: Site;
  readonly takers: readonly Taker[];
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
}

const programName = (site: Site, id: number | null) => site.programs.find((program) => program.id === id)?.name ?? TRANSFER.noProgram;

/** Who takes over each program. */
function ByProgram({ assignments, site, takers, choices, onChange }: SharesProps) {
  const programs = [...new Set(assignments.map(({ programId }) => programId))];
  return programs.map((id) => {
    const own = assignments.filter(({ programId }) => programId === id);
    const key = programKey({ programId: id });
    return (
      <ChoiceField
        key={key}
        label={TRANSFER.inProgram(programName(site, id), own.length)}
        chosen={String(choices[key] ?? '')}
        options={takers.map(({ member }) => [String(member.id), nameOf(member)])}
        onChoose={(value) => onChange({ ...choices, [key]: Number(value) })}
      />
    );
  });
}

/** Who takes over each participant. */
function ByHand({ assignments, site, takers, choices, onChange }: SharesProps) {
  const styles = useStyles();
  if (isTooManyByHand(assignments)) return <Text>{TRANSFER.tooManyByHand(MAX_BY_HAND)}</Text>;
  const people = [...new Map(assignments.map((assignment) => [personKey(assignment), assignment]))];
  return (
    <div className={styles.hand}>
      {people.map(([key, { participantId, name: fullName, demographics }]) => {
        const programs = assignments.filter((one) => personKey(one) === key).map(({ programId }) => programName(site, programId));
        const name = TRANSFER.person(participantId, [fullName, ...Object.values(demographics)].filter(Boolean));
        return [
          <Text key={`${key} name`} size={200} className={styles.person}>
            {name}
            <br />
            {[...new Set(programs)].join(', ')}
          </Text>,
          <Select
            key={key}
            size="small"
            aria-label={name}
            value={String(choices[key] ?? '')}
            onChange={(_, { value }) => onChange({ ...choices, [key]: Number(value) })}
          >
            <option value="" />
            {takers.map(({ member }) => (
              <option key={member.id} value={member.id}>
                {nameOf(member)}
              </option>
            ))}
          </Select>,
        ];
      })}
    </div>
  );
}
