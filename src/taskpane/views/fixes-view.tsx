import { Button, makeStyles, Select, Subtitle2, Text } from '@fluentui/react-components';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { FixGroup } from '../../core/fixes';
import { listValues } from '../../core/template';
import type { Controller } from '../state/controller';
import type { PaneState } from '../state/pane';
import { FixLine } from './fix-line';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  filters: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '8px' },
  filter: { minWidth: 0 },
  list: { position: 'relative', width: '100%' },
  line: { position: 'absolute', left: 0, top: 0, width: '100%', paddingBottom: '12px' },
});

const EVERY_COLUMN = 'All columns';
const KINDS = ['All kinds', 'One value for all', 'Row by row'] as const;

/** What is wrong, one line for each column and wrong value, and how to mend it. */
export function FixesView({ controller, state }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  const { fixes, busy } = state;
  const [column, setColumn] = useState(EVERY_COLUMN);
  const [kind, setKind] = useState<string>(KINDS[0]);
  const groups = fixes?.groups ?? [];
  const columns = [...new Set(groups.map((group) => group.column))];
  const shown = groups.filter(
    (group) => (column === EVERY_COLUMN || group.column === column) && (kind === KINDS[0] || group.fixable === (kind === KINDS[1])),
  );
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
      {groups.length > 1 && (
        <div className={styles.filters}>
          <Filter label="Column" options={[EVERY_COLUMN, ...columns]} value={column} onPick={setColumn} />
          <Filter label="Kind" options={KINDS} value={kind} onPick={setKind} />
        </div>
      )}
      <Lines groups={shown} controller={controller} state={state} />
    </div>
  );
}

function Filter(props: { label: string; options: readonly string[]; value: string; onPick: (value: string) => void }) {
  const styles = useStyles();
  const { label, options, value, onPick } = props;
  return (
    <Select aria-label={label} className={styles.filter} value={value} onChange={(_, data) => onPick(data.value)}>
      {options.map((option) => (
        <option key={option} value={option}>
          {option || 'No header'}
        </option>
      ))}
    </Select>
  );
}

/** Only the lines that can be seen are drawn: there may be thousands. */
function Lines({ groups, controller, state }: { groups: readonly FixGroup[]; controller: Controller; state: PaneState }) {
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const lists = useMemo(
    () => (group: FixGroup) => (group.list === undefined || state.site === undefined ? [] : listValues(group.list, state.site)),
    [state.site],
  );
  const rows = useWindowVirtualizer({
    count: groups.length,
    estimateSize: () => 170,
    overscan: 4,
    scrollMargin: top,
    getItemKey: (place) => groups[place]?.id ?? place,
  });
  return (
    <ul
      ref={list}
      aria-label="Problems"
      className={styles.list}
      style={{ height: rows.getTotalSize(), padding: 0, margin: 0, listStyle: 'none' }}
    >
      {rows.getVirtualItems().map((item) => {
        const group = groups[item.index];
        if (group === undefined) return null;
        return (
          <li
            key={item.key}
            ref={rows.measureElement}
            data-index={item.index}
            aria-setsize={groups.length}
            aria-posinset={item.index + 1}
            className={styles.line}
            style={{ transform: `translateY(${item.start - top}px)` }}
          >
            <FixLine group={group} choices={lists(group)} controller={controller} disabled={state.busy !== undefined} />
          </li>
        );
      })}
    </ul>
  );
}
