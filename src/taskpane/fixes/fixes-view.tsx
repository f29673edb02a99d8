import { Button, makeStyles, Subtitle2, Text } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { cellAddress } from '../../core/caseload/cells';
import { listValues } from '../../core/caseload/template';
import type { FixGroup } from '../../core/fixes/fix-groups';
import type { Controller } from '../controller';
import type { PaneState } from '../shell/pane-state';
import { FixLine, QuietButton } from './fix-line';
import { FixLines } from './fix-lines';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** What is wrong on the sheet, one line for each column and wrong value, and how to mend it. */
export function FixesView({ controller, state }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  const { fixes, busy } = state;
  const groups = fixes?.groups ?? [];
  const obvious = groups.filter((group) => group.fixable && group.obvious).length;
  const { fixes: actions } = controller.sheet;
  // What comes next when nothing is left to fix.
  const isReady = groups.length === 0 && (state.sheet?.rows ?? 0) > 0 && state.sheet?.errors === 0;
  return (
    <div className={styles.stack}>
      <Subtitle2 as="h1">{groups.length === 0 ? 'Nothing to fix' : 'Fix errors'}</Subtitle2>
      {groups.length === 0 && <Text>The sheet has no problems. New ones appear here as you type.</Text>}
      <div className={styles.buttons}>
        {isReady && (
          <Button appearance="primary" disabled={busy !== undefined} onClick={() => void controller.submission.submit()}>
            Submit
          </Button>
        )}
        <Button
          appearance={isReady ? 'secondary' : 'primary'}
          disabled={obvious === 0 || busy !== undefined}
          onClick={() => void actions.fixAll()}
          title="Fixes every line whose best guess is beyond doubt"
        >
          Fix all
        </Button>
        <Button disabled={(fixes?.undoable ?? 0) === 0 || busy !== undefined} onClick={() => void actions.undo()}>
          Undo
        </Button>
      </div>
      {fixes !== undefined && fixes.textDates > 0 && (
        <div className={styles.buttons}>
          <Text>
            {fixes.textDates.toLocaleString()} {fixes.textDates === 1 ? 'date is' : 'dates are'} text. The upload takes them; Excel can’t
            sort or filter by them.
          </Text>
          <Button disabled={busy !== undefined} onClick={() => void actions.mendTextDates()}>
            Turn into dates
          </Button>
        </div>
      )}
      {fixes !== undefined && fixes.left > 0 && (
        <Text>
          {fixes.left.toLocaleString()} more lines come when these are fixed. So many usually mean that a column holds something else.
        </Text>
      )}
      <FixLines groups={groups} draw={(group) => <SheetFix group={group} controller={controller} state={state} />} />
    </div>
  );
}

function SheetFix({ group, controller, state }: { group: FixGroup; controller: Controller; state: PaneState }) {
  const { fixes } = controller.sheet;
  const [at, setAt] = useState(0);
  const areas = useMemo(() => areasOf(group), [group]);
  const area = areas[at % areas.length] ?? '';
  // Excel on the web can't select cells that do not lie together: they are shown one area after the other.
  const show = () => {
    void controller.sheet.goTo(area);
    setAt(at + 1);
  };
  return (
    <FixLine
      group={{ ...group, fromList: group.list !== undefined }}
      choices={group.list === undefined || state.site === undefined ? [] : listValues(group.list, state.site)}
      disabled={state.busy !== undefined}
      problemWith={(text) => fixes.problemWith(group, text)}
      onFix={(text) => void fixes.fix(group, text)}
    >
      <QuietButton onClick={show}>{group.fixable ? 'Show me' : `Go to row ${group.rows[at % areas.length] ?? 0}`}</QuietButton>
      {areas.length > 1 && at > 0 && (
        <Text size={200}>
          {((at - 1) % areas.length) + 1} of {areas.length.toLocaleString()}
        </Text>
      )}
    </FixLine>
  );
}

/** The addresses of a line's cells, neighbours as one; problems row by row stay apart. */
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
