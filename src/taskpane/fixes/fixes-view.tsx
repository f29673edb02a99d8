import { Button, makeStyles, Subtitle2, Text } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { cellAddress } from '../../core/caseload/cells';
import { listValues } from '../../core/caseload/template';
import type { FixGroup } from '../../core/fixes/fix-groups';
import { FIXES } from '../../core/text/en/pane/fixes';
import { SHEET } from '../../core/text/en/pane/sheet';
import type { PaneState } from '../shell/pane-state';
import { FixLine, QuietButton } from './fix-line';
import { FixLines } from './fix-lines';
import type { Fixes } from './fixes';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

interface FixesViewProps {
  readonly state: PaneState;
  readonly actions: Fixes;
  readonly onSubmit: () => void;
  readonly onGo: (address: string) => void;
}

/** *Fix errors* of the sheet: a group for each column and wrong value, with its fix. */
export function FixesView({ state, actions, onSubmit, onGo }: FixesViewProps) {
  const styles = useStyles();
  const { fixes, busy } = state;
  const groups = fixes?.groups ?? [];
  const obvious = groups.filter((group) => group.fixable && group.obvious).length;
  // Leads on when nothing is left to fix.
  const isReady = groups.length === 0 && (state.sheet?.rows ?? 0) > 0 && state.sheet?.errors === 0;
  return (
    <div className={styles.stack}>
      <Subtitle2 as="h1">{groups.length === 0 ? FIXES.nothing : FIXES.title}</Subtitle2>
      {groups.length === 0 && <Text>{FIXES.noProblems}</Text>}
      <div className={styles.buttons}>
        {isReady && (
          <Button appearance="primary" disabled={busy !== undefined} onClick={onSubmit}>
            {SHEET.submit}
          </Button>
        )}
        <Button
          appearance={isReady ? 'secondary' : 'primary'}
          disabled={obvious === 0 || busy !== undefined}
          onClick={() => void actions.fixAll()}
          title={FIXES.fixAllHint}
        >
          {FIXES.fixAll}
        </Button>
        <Button disabled={(fixes?.undoable ?? 0) === 0 || busy !== undefined} onClick={() => void actions.undo()}>
          {FIXES.undo}
        </Button>
      </div>
      {fixes !== undefined && fixes.textDates > 0 && (
        <div className={styles.buttons}>
          <Text>{FIXES.textDates(fixes.textDates)}</Text>
          <Button disabled={busy !== undefined} onClick={() => void actions.mendTextDates()}>
            {FIXES.turnIntoDates}
          </Button>
        </div>
      )}
      {fixes !== undefined && fixes.left > 0 && <Text>{FIXES.more(fixes.left)}</Text>}
      <FixLines groups={groups} draw={(group) => <SheetFix group={group} state={state} actions={actions} onGo={onGo} />} />
    </div>
  );
}

type SheetFixProps = Omit<FixesViewProps, 'onSubmit'> & { readonly group: FixGroup };

function SheetFix({ group, state, actions, onGo }: SheetFixProps) {
  const [at, setAt] = useState(0);
  const areas = useMemo(() => areasOf(group), [group]);
  const area = areas[at % areas.length] ?? '';
  // Excel on the web can't select separate areas: show one after the other.
  const show = () => {
    onGo(area);
    setAt(at + 1);
  };
  return (
    <FixLine
      group={{ ...group, fromList: group.list !== undefined }}
      choices={group.list === undefined || state.site === undefined ? [] : listValues(group.list, state.site)}
      disabled={state.busy !== undefined}
      problemWith={(text) => actions.problemWith(group, text)}
      onFix={(text) => void actions.fix(group, text)}
    >
      <QuietButton onClick={show}>{group.fixable ? FIXES.showMe : FIXES.goToRow(group.rows[at % areas.length] ?? 0)}</QuietButton>
      {areas.length > 1 && at > 0 && <Text size={200}>{FIXES.place(((at - 1) % areas.length) + 1, areas.length)}</Text>}
    </FixLine>
  );
}

/** The addresses of a group's areas. Adjacent rows are merged, except for problems of single rows. */
function areasOf({ rows, columns, fixable }: FixGroup): readonly string[] {
  const [first = 0, last = first] = [columns[0], columns.at(-1)];
  const areas: { from: number; to: number }[] = [];
  for (const row of rows) {
    const before = areas.at(-1);
    if (fixable && before?.to === row - 1) before.to = row;
    else areas.push({ from: row, to: row });
  }
  return areas.map(({ from, to }) => `${cellAddress(first, from)}:${cellAddress(last, to)}`);
}
