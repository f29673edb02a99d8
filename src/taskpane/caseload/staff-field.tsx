import { Combobox, Field, makeStyles, Option } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { type StaffMember, staffName } from '../../core/caseload/reference';
import { findByName, suggestionKey } from '../../core/caseload/text-keys';
import { SHELL } from '../../core/text/pane/shell';
import { TRANSFER } from '../../core/text/pane/transfer';

/** The most options to show; staff are searched by typing. */
const MAX_OPTIONS = 50;

const useStyles = makeStyles({ box: { minWidth: 0, width: '100%' } });

interface StaffFieldProps {
  readonly label: string;
  readonly staff: readonly StaffMember[];
  readonly onChoose: (member: StaffMember | undefined) => void;
  readonly problem?: string | undefined;
  readonly placeholder?: string;
  /** Whether the box is emptied once somebody is chosen, to choose the next. */
  readonly isRepeated?: boolean;
}

/** Chooses a staff member by name; the Staff ID distinguishes equal names. */
export function StaffField({ label, staff, onChoose, problem, placeholder = TRANSFER.typeName, isRepeated = false }: StaffFieldProps) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const shown = findByName(staff, nameOf, text).slice(0, MAX_OPTIONS);
  const chosen = useRef<StaffMember | undefined>(undefined);
  const choose = (member: StaffMember | undefined, typed: string) => {
    setText(isRepeated && member !== undefined ? '' : typed);
    // Not at every letter of a name.
    if (member?.id === chosen.current?.id) return;
    chosen.current = isRepeated ? undefined : member;
    onChoose(member);
  };
  return (
    <Field label={label} validationMessage={problem ?? null} validationState={problem === undefined ? 'none' : 'error'}>
      <Combobox
        className={styles.box}
        freeform
        expandIcon={{ 'aria-label': SHELL.openList(label) }}
        value={text}
        selectedOptions={[]}
        placeholder={placeholder}
        onChange={(event) => choose(named(staff, event.target.value), event.target.value)}
        onOptionSelect={(_, data) => {
          // Typing what no option is clears the selection only.
          if (data.optionValue === undefined) return;
          choose(
            staff.find(({ id }) => String(id) === data.optionValue),
            data.optionText ?? '',
          );
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

export function nameOf(member: StaffMember): string {
  return TRANSFER.staffMember(staffName(member), member.id);
}
