import { makeStyles, Select } from '@fluentui/react-components';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { FIXES } from '../../core/text/en/pane/fixes';

const useStyles = makeStyles({
  filters: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: '8px' },
  filter: { minWidth: 0 },
  list: { position: 'relative', width: '100%', padding: 0, margin: 0, listStyleType: 'none' },
  line: { position: 'absolute', left: 0, top: 0, width: '100%', paddingBottom: '12px' },
});

const EVERY_COLUMN = FIXES.allColumns;
const KINDS = [FIXES.kinds.all, FIXES.kinds.one, FIXES.kinds.each] as const;

interface Line {
  readonly id: string;
  readonly column: string;
  readonly fixable: boolean;
}

/** The groups of *Fix errors*, filtered by column and kind. Virtualized: there may be thousands. */
export function FixLines<Group extends Line>({ groups, draw }: { groups: readonly Group[]; draw: (group: Group) => ReactNode }) {
  const styles = useStyles();
  const [column, setColumn] = useState<string>(EVERY_COLUMN);
  const [kind, setKind] = useState<string>(KINDS[0]);
  const columns = [...new Set(groups.map((group) => group.column))];
  // The last group of a column may just have been fixed.
  const wanted = columns.includes(column) ? column : EVERY_COLUMN;
  const shown = groups.filter(
    (group) => (wanted === EVERY_COLUMN || group.column === wanted) && (kind === KINDS[0] || group.fixable === (kind === KINDS[1])),
  );
  return (
    <>
      {groups.length > 1 && (
        <div className={styles.filters}>
          <Filter label={FIXES.column} options={[EVERY_COLUMN, ...columns]} value={wanted} onPick={setColumn} />
          <Filter label={FIXES.kind} options={KINDS} value={kind} onPick={setKind} />
        </div>
      )}
      <Lines groups={shown} draw={draw} />
    </>
  );
}

function Filter(props: { label: string; options: readonly string[]; value: string; onPick: (value: string) => void }) {
  const styles = useStyles();
  const { label, options, value, onPick } = props;
  return (
    <Select aria-label={label} className={styles.filter} value={value} onChange={(_, data) => onPick(data.value)}>
      {options.map((option) => (
        <option key={option} value={option}>
          {option || FIXES.noHeader}
        </option>
      ))}
    </Select>
  );
}

function Lines<Group extends Line>({ groups, draw }: { groups: readonly Group[]; draw: (group: Group) => ReactNode }) {
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const rows = useWindowVirtualizer({
    count: groups.length,
    estimateSize: () => 170,
    overscan: 4,
    scrollMargin: top,
    getItemKey: (place) => groups[place]?.id ?? place,
  });
  return (
    <ul ref={list} aria-label={FIXES.problems} className={styles.list} style={{ height: rows.getTotalSize() }}>
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
            {draw(group)}
          </li>
        );
      })}
    </ul>
  );
}
