import { Button, Combobox, Field, Input, makeStyles, Option } from '@fluentui/react-components';
import { useState } from 'react';
import { suggestionKey } from '../../core/caseload/text-keys';
import { FIXES } from '../../core/text/en/pane/fixes';

const useStyles = makeStyles({
  fix: { display: 'flex', gap: '8px', alignItems: 'flex-start' },
  field: { flexGrow: 1, minWidth: 0 },
  box: { minWidth: 0, width: '100%', gridTemplateColumns: 'minmax(0, 1fr) auto' },
  input: { minWidth: 0, width: '100%' },
});

/** The most options to show; longer lists are searched by typing. */
const MAX_OPTIONS = 50;

/** A group of errors, of the sheet or an upload. */
export interface FixLineGroup {
  readonly column: string;
  readonly value: string;
  readonly message: string;
  readonly count: number;
  readonly severity: 'error' | 'warning';
  readonly suggestions: readonly string[];
  readonly fixable: boolean;
  /** Whether the fix is chosen from a list. */
  readonly fromList: boolean;
}

interface FixChoiceProps {
  readonly group: FixLineGroup;
  readonly choices: readonly string[];
  readonly disabled: boolean;
  readonly problemWith: (text: string) => string | undefined;
  readonly onFix: (text: string) => void;
}

/** *Did you mean...?*: the best suggestion, preselected; another list value; or typed text. */
export function FixChoice({ group, choices, disabled, problemWith, onFix }: FixChoiceProps) {
  const styles = useStyles();
  const [text, setText] = useState(group.suggestions[0] ?? '');
  const [typed, setTyped] = useState('');
  const named = { 'aria-label': FIXES.didYouMeanFor(group.value || FIXES.emptyCells, group.column) };
  const problem = text === '' ? undefined : problemWith(text);
  return (
    <div className={styles.fix}>
      <Field className={styles.field} validationMessage={problem ?? null} validationState={problem === undefined ? 'none' : 'error'}>
        {!group.fromList && group.suggestions.length === 0 ? (
          <Input {...named} className={styles.box} value={text} onChange={(_, data) => setText(data.value)} />
        ) : (
          <Combobox
            className={styles.box}
            input={{ className: styles.input }}
            {...named}
            placeholder={FIXES.didYouMean}
            freeform
            value={text}
            selectedOptions={[text]}
            onChange={(event) => {
              setText(event.target.value);
              setTyped(event.target.value);
            }}
            onOptionSelect={(_, data) => {
              setText(data.optionValue ?? '');
              setTyped('');
            }}
          >
            {optionsFor(group.suggestions, choices, typed).map((option) => (
              <Option key={option} value={option}>
                {option}
              </Option>
            ))}
          </Combobox>
        )}
      </Field>
      <Button disabled={disabled || text === '' || problem !== undefined} onClick={() => onFix(text)}>
        {FIXES.fix}
      </Button>
    </div>
  );
}

/** The suggestions, then the list, filtered by the typed text. */
function optionsFor(suggestions: readonly string[], choices: readonly string[], typed: string): readonly string[] {
  const all = [...new Set([...suggestions, ...choices])];
  const key = suggestionKey(typed);
  return (key === '' ? all : all.filter((choice) => suggestionKey(choice).includes(key))).slice(0, MAX_OPTIONS);
}
