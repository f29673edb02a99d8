import { Badge, Button, Card, Combobox, Field, Input, Link, makeStyles, Option, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { cellAddress } from '../../core/cells';
import type { FixGroup } from '../../core/fixes';
import { suggestionKey } from '../../core/normalize';
import type { Controller } from '../state/controller';

const useStyles = makeStyles({
  head: { display: 'flex', justifyContent: 'space-between', gap: '8px' },
  value: { overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2 },
  fix: { display: 'flex', gap: '8px', alignItems: 'flex-start' },
  field: { flexGrow: 1, minWidth: 0 },
  box: { minWidth: 0, width: '100%', gridTemplateColumns: 'minmax(0, 1fr) auto' },
  input: { minWidth: 0, width: '100%' },
});

/** A list of 20,000 names is searched by typing, not scrolled through. */
const MOST_OPTIONS = 50;

/** One wrong value: where, how often, what was meant. */
export function FixLine(props: { group: FixGroup; choices: readonly string[]; controller: Controller; disabled: boolean }) {
  const styles = useStyles();
  const { group, choices, controller, disabled } = props;
  const [at, setAt] = useState(0);
  const row = group.rows[at % group.rows.length] ?? 0;
  const show = () => {
    void controller.sheet.goTo(cellAddress(group.columns[0] ?? 0, row));
    setAt(at + 1);
  };
  return (
    <Card size="small">
      <div className={styles.head}>
        <Text weight="semibold">{group.column || 'No header'}</Text>
        <Badge
          appearance="tint"
          color={group.severity === 'error' ? 'danger' : 'warning'}
          aria-label={`${group.count} ${group.count === 1 ? 'row' : 'rows'}`}
        >
          {group.count.toLocaleString()}
        </Badge>
      </div>
      {group.value !== '' && <Text className={styles.value}>“{group.value}”</Text>}
      <Text size={200} className={styles.meta}>
        {group.message}
      </Text>
      {group.fixable && <Choice group={group} choices={choices} controller={controller} disabled={disabled} />}
      <Link onClick={show}>{group.fixable ? 'Show me' : `Go to row ${row}`}</Link>
    </Card>
  );
}

/** *Did you mean...?*: the best guess already chosen, another from the list, or one that is typed. */
function Choice(props: { group: FixGroup; choices: readonly string[]; controller: Controller; disabled: boolean }) {
  const styles = useStyles();
  const { group, choices, controller, disabled } = props;
  const { fixes } = controller.sheet;
  const [text, setText] = useState(group.suggestions[0] ?? '');
  const [typed, setTyped] = useState('');
  const options = optionsFor(group.suggestions, choices, typed);
  const named = { 'aria-label': `Did you mean, for ${group.value === '' ? 'the empty cells' : group.value} in ${group.column}` };
  const problem = text === '' ? undefined : fixes.problemWith(group, text);
  return (
    <div className={styles.fix}>
      <Field className={styles.field} validationMessage={problem ?? null} validationState={problem === undefined ? 'none' : 'error'}>
        {group.list === undefined && group.suggestions.length === 0 ? (
          <Input {...named} className={styles.box} value={text} onChange={(_, data) => setText(data.value)} />
        ) : (
          <Combobox
            className={styles.box}
            input={{ className: styles.input }}
            {...named}
            placeholder="Did you mean...?"
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
            {options.map((option) => (
              <Option key={option} value={option}>
                {option}
              </Option>
            ))}
          </Combobox>
        )}
      </Field>
      <Button disabled={disabled || text === '' || problem !== undefined} onClick={() => void fixes.fix(group, text)}>
        Fix
      </Button>
    </div>
  );
}

/** The suggestions first, then the list; while one types, what contains it. */
function optionsFor(suggestions: readonly string[], choices: readonly string[], typed: string): readonly string[] {
  const all = [...new Set([...suggestions, ...choices])];
  const key = suggestionKey(typed);
  return (key === '' ? all : all.filter((choice) => suggestionKey(choice).includes(key))).slice(0, MOST_OPTIONS);
}
