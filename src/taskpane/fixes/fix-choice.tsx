import { Button, Combobox, Field, Input, makeStyles, Option } from '@fluentui/react-components';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { findByName } from '../../core/caseload/text-keys';
import { FIXES } from '../../core/text/pane/fixes';
import { SHELL } from '../../core/text/pane/shell';
import { QuietBox } from './quiet-box';

const useStyles = makeStyles({
  fix: { display: 'flex', gap: '4px', alignItems: 'flex-start', minWidth: 0 },
  field: { flexGrow: 1, minWidth: 0 },
  box: { minWidth: 0, width: '100%', gridTemplateColumns: 'minmax(0, 1fr) auto' },
  input: { minWidth: 0, width: '100%' },
  button: { flexShrink: 0, minWidth: 0, paddingLeft: '8px', paddingRight: '8px' },
});

/** The most options to show; longer lists are searched by typing. */
const MAX_OPTIONS = 50;

/** A group of errors, of the sheet or an upload. */
export interface FixLineGroup {
  readonly id: string;
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
  /** Whether the box takes the focus: the line before was fixed. */
  readonly isNext: boolean;
  readonly problemWith: (text: string) => string | undefined;
  readonly onFix: (text: string) => void;
}

/** *Did you mean…?*: the best suggestion, preselected; another list value; or typed text. Enter fixes. */
export function FixChoice({ group, choices, disabled, isNext, problemWith, onFix }: FixChoiceProps) {
  const styles = useStyles();
  const [text, setText] = useState(group.suggestions[0] ?? '');
  const [typed, setTyped] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [isEntered, setEntered] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const isActive = isEntered || isNext;
  useEffect(() => {
    if (!isActive) return;
    box.current?.focus();
    // Typing replaces the suggestion.
    box.current?.select();
  }, [isActive]);
  const hasList = group.fromList || group.suggestions.length > 0;
  const named = { 'aria-label': FIXES.didYouMeanFor(group.value || FIXES.emptyCells, group.column), size: 'small' } as const;
  // While the list is open, what is typed is a search.
  const problem = text === '' || isOpen ? undefined : problemWith(text);
  const fix = (chosen: string) => {
    if (!disabled && chosen !== '' && problemWith(chosen) === undefined) onFix(chosen);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !isOpen) {
      event.preventDefault();
      fix(text);
    }
  };
  return (
    <div className={styles.fix}>
      {!isActive && problem === undefined ? (
        <QuietBox
          label={named['aria-label']}
          text={text}
          placeholder={hasList ? FIXES.choose : FIXES.type}
          hasList={hasList}
          onEnter={(opens) => {
            setEntered(true);
            setOpen(opens);
          }}
        />
      ) : (
        <Field className={styles.field} validationMessage={problem ?? null} validationState={problem === undefined ? 'none' : 'error'}>
          {!hasList ? (
            <Input
              {...named}
              ref={box as RefObject<never>}
              className={styles.box}
              placeholder={FIXES.type}
              value={text}
              onChange={(_, data) => setText(data.value)}
              onKeyDown={onKeyDown}
            />
          ) : (
            <Combobox
              className={styles.box}
              input={{ className: styles.input }}
              expandIcon={{ 'aria-label': SHELL.openList(named['aria-label']) }}
              ref={box as RefObject<never>}
              {...named}
              placeholder={FIXES.choose}
              freeform
              open={isOpen}
              onOpenChange={(_, data) => setOpen(data.open)}
              value={text}
              selectedOptions={[text]}
              onKeyDownCapture={onKeyDown}
              onChange={(event) => {
                setText(event.target.value);
                setTyped(event.target.value);
              }}
              onOptionSelect={(event, data) => {
                // Typing what no option is clears the selection only.
                if (data.optionValue === undefined) return;
                setText(data.optionValue);
                setTyped('');
                // Enter has chosen it.
                if (event.type === 'keydown') fix(data.optionValue);
              }}
            >
              {isOpen &&
                optionsFor(group.suggestions, choices, typed).map((option) => (
                  <Option key={option} value={option}>
                    {option}
                  </Option>
                ))}
            </Combobox>
          )}
        </Field>
      )}
      <Button size="small" className={styles.button} disabled={disabled || text === '' || problem !== undefined} onClick={() => fix(text)}>
        {FIXES.fix}
      </Button>
    </div>
  );
}

/** The suggestions, then the list, filtered by the typed text. */
function optionsFor(suggestions: readonly string[], choices: readonly string[], typed: string): readonly string[] {
  const all = [...new Set([...suggestions, ...choices])];
  return findByName(all, (choice) => choice, typed).slice(0, MAX_OPTIONS);
}
