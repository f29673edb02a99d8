import { Dropdown, Field, makeStyles, Option } from '@fluentui/react-components';
import type { Program } from '../../../core/caseload/reference';

const useStyles = makeStyles({
  field: { alignSelf: 'stretch' },
  box: { minWidth: 0, width: '100%' },
});

interface ProgramsFieldProps {
  readonly label: string;
  readonly programs: readonly Program[];
  /** The IDs of the chosen ones. */
  readonly chosen: readonly number[];
  /** What it means that none is chosen. */
  readonly none: string;
  readonly onChange: (chosen: number[]) => void;
}

/** Chooses among a site's programs. */
export function ProgramsField({ label, programs, chosen, none, onChange }: ProgramsFieldProps) {
  const styles = useStyles();
  const names = programs.filter(({ id }) => chosen.includes(id)).map(({ name }) => name);
  return (
    <Field className={styles.field} label={label}>
      <Dropdown
        className={styles.box}
        multiselect
        placeholder={none}
        value={names.join(', ')}
        selectedOptions={chosen.map(String)}
        onOptionSelect={(_, { selectedOptions }) => onChange(selectedOptions.map(Number))}
      >
        {programs.map(({ id, name }) => (
          <Option key={id} value={String(id)}>
            {name}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
