import { Button, makeStyles, Subtitle2, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { cellAddress } from '../../core/cells';
import type { FixGroup } from '../../core/fixes';
import { listValues } from '../../core/template';
import type { Controller } from '../state/controller';
import type { PaneState } from '../state/pane';
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
  return (
    <div className={styles.stack}>
      <Subtitle2 as="h1">{groups.length === 0 ? 'Nothing to fix' : 'Fix errors'}</Subtitle2>
      {groups.length === 0 && <Text>The sheet has no problems. New ones appear here as you type.</Text>}
      <div className={styles.buttons}>
        <Button
          appearance="primary"
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
      <FixLines groups={groups} draw={(group) => <SheetFix group={group} controller={controller} state={state} />} />
    </div>
  );
}

function SheetFix({ group, controller, state }: { group: FixGroup; controller: Controller; state: PaneState }) {
  const { fixes } = controller.sheet;
  const [at, setAt] = useState(0);
  const row = group.rows[at % group.rows.length] ?? 0;
  const goToRow = () => {
    void controller.sheet.goTo(cellAddress(group.columns[0] ?? 0, row));
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
      {group.fixable ? (
        <QuietButton onClick={() => void controller.sheet.select(group)}>Show me</QuietButton>
      ) : (
        <QuietButton onClick={goToRow}>Go to row {row}</QuietButton>
      )}
    </FixLine>
  );
}
