import { Field, Input, makeStyles } from '@fluentui/react-components';

const useStyles = makeStyles({
  field: { alignSelf: 'stretch' },
  box: { minWidth: 0, width: '100%' },
});

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with the value. */
  readonly problem?: string | undefined;
  /** The most digits. */
  readonly digits: number;
  /** Digits only, or empty. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A field for a whole number: other characters are not taken. */
export function NumberField({ label, hint, problem, digits, value, onChange }: NumberFieldProps) {
  const styles = useStyles();
  return (
    <Field
      className={styles.field}
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(problem === undefined ? {} : { validationMessage: problem })}
    >
      <Input
        className={styles.box}
        inputMode="numeric"
        value={value}
        onChange={(_, data) => onChange(data.value.replace(/\D/g, '').slice(0, digits))}
      />
    </Field>
  );
}
