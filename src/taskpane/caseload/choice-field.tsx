import { Dropdown, Field, makeStyles, Option } from '@fluentui/react-components';

const useStyles = makeStyles({ box: { minWidth: 0, width: '100%' } });

interface ChoiceFieldProps {
  readonly label: string;
  readonly chosen: string;
  /** The options' texts by value, in order. */
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChoose: (value: string) => void;
}

/** A dropdown of a few values. */
export function ChoiceField({ label, chosen, options, onChoose }: ChoiceFieldProps) {
  const styles = useStyles();
  return (
    <Field label={label}>
      <Dropdown
        className={styles.box}
        value={options.find(([value]) => value === chosen)?.[1] ?? ''}
        selectedOptions={[chosen]}
        onOptionSelect={(_, { optionValue }) => optionValue !== undefined && onChoose(optionValue)}
      >
        {options.map(([value, text]) => (
          <Option key={value} value={value}>
            {text}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}
