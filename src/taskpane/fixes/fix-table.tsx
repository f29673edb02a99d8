import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type BulkAnswer, type FixItem, fixItems, type Listed } from '../../core/fixes/fix-items';
import type { Remedy } from '../../core/fixes/remedies';
import { FIXES } from '../../core/text/pane/fixes';
import { remedyLabel } from '../../core/text/remedies';
import { FIX_COLUMNS } from './fix-line';

const useStyles = makeStyles({
  head: {
    display: 'grid',
    gridTemplateColumns: FIX_COLUMNS,
    columnGap: '6px',
    color: tokens.colorNeutralForeground2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  number: { textAlign: 'right' },
  list: { position: 'relative', width: '100%', padding: 0, margin: 0, listStyleType: 'none' },
  item: { position: 'absolute', left: 0, top: 0, width: '100%' },
  selected: { backgroundColor: tokens.colorNeutralBackground1Selected },
  heading: { display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', gap: '8px', padding: '8px 0 2px' },
  line: { paddingTop: '3px', paddingBottom: '3px' },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '6px 8px',
    margin: '3px 0',
    borderLeft: `3px solid ${tokens.colorPaletteRedBorder2}`,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '4px', alignItems: 'center' },
});

/** The height of each kind of item before it is drawn, in pixels. */
const HEIGHTS: Readonly<Record<FixItem<never>['kind'], number>> = { heading: 32, line: 30, conflict: 74, bulk: 80, corrected: 30 };

/** What covers the top of the page while it is scrolled: the tabs, and the buttons below them, in pixels. */
const COVERED = 96;

interface FixTableProps<Group extends Listed> {
  readonly groups: readonly Group[];
  readonly disabled: boolean;
  /** The selected cell, and the ID of its group: the group is marked, and scrolled to when another cell is selected. */
  readonly selected?: { readonly address: string; readonly group: string } | undefined;
  readonly isCorrected?: (group: Group) => boolean;
  /** @param isNext whether the line takes the focus */
  readonly drawLine: (group: Group, isNext: boolean, onFixed: () => void) => ReactNode;
  readonly drawConflict: (group: Group) => ReactNode;
  readonly drawCorrected?: (groups: readonly Group[]) => ReactNode;
  /** Puts all rows of a rule right. */
  readonly onBulk: (remedy: Remedy, bulk: BulkAnswer<Group>) => void;
}

/** The groups of *Fix errors* as a table, by column. Virtualized: there may be thousands. */
export function FixTable<Group extends Listed>(props: FixTableProps<Group>) {
  const { groups, isCorrected, selected } = props;
  const styles = useStyles();
  const list = useRef<HTMLUListElement>(null);
  const [top, setTop] = useState(0);
  const [next, setNext] = useState<string>();
  const items = useMemo(() => fixItems(groups, isCorrected), [groups, isCorrected]);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0));
  const rows = useWindowVirtualizer({
    count: items.length,
    estimateSize: useCallback((at: number) => HEIGHTS[items[at]?.kind ?? 'line'], [items]),
    overscan: 2,
    scrollMargin: top,
    scrollPaddingStart: COVERED,
    // The same function while the items are the same: a new one has all of them measured again.
    getItemKey: useCallback((at: number) => items[at]?.id ?? at, [items]),
  });
  const { scrollToIndex } = rows;
  const place = selected === undefined ? -1 : items.findIndex((item) => groupOf(item)?.id === selected.group);
  const address = selected?.address;
  // Whoever opens the list begins at its top.
  const shown = useRef(address);
  useEffect(() => {
    // Once: fixes elsewhere move its line, which must not scroll away from them.
    if (place >= 0 && shown.current !== address) scrollToIndex(place, { align: 'auto' });
    shown.current = address;
  }, [place, address, scrollToIndex]);
  /** The line below a fixed one takes the focus. */
  const focusAfter = (at: number) => setNext(items.slice(at + 1).find(({ kind }) => kind === 'line')?.id);
  return (
    <section aria-label={FIXES.problems}>
      {items.some(({ kind }) => kind === 'line') && (
        <div className={styles.head} aria-hidden>
          <Text size={200}>{FIXES.uploaded}</Text>
          <Text size={200} className={styles.number}>
            {FIXES.countTitle}
          </Text>
          <Text size={200}>{FIXES.didYouMean}</Text>
        </div>
      )}
      <ul ref={list} aria-label={FIXES.problems} className={styles.list} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((virtual) => {
          const item = items[virtual.index];
          return (
            item && (
              <li
                key={virtual.key}
                ref={rows.measureElement}
                data-index={virtual.index}
                aria-setsize={items.length}
                aria-posinset={virtual.index + 1}
                aria-current={virtual.index === place ? true : undefined}
                className={mergeClasses(styles.item, virtual.index === place && styles.selected)}
                style={{ transform: `translateY(${virtual.start - top}px)` }}
              >
                <Item {...props} item={item} isNext={item.id === next} onFixed={() => focusAfter(virtual.index)} />
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
}

function groupOf<Group>(item: FixItem<Group>): Group | undefined {
  return item.kind === 'line' || item.kind === 'conflict' ? item.group : undefined;
}

interface ItemProps<Group extends Listed> extends FixTableProps<Group> {
  readonly item: FixItem<Group>;
  readonly isNext: boolean;
  readonly onFixed: () => void;
}

function Item<Group extends Listed>({ item, isNext, onFixed, ...props }: ItemProps<Group>): ReactNode {
  const styles = useStyles();
  switch (item.kind) {
    case 'heading':
      return (
        <div className={styles.heading}>
          <Text as="h2" weight="semibold" size={300}>
            {item.column === undefined ? FIXES.rowByRow : item.column || FIXES.noHeader}
          </Text>
          <Text size={200}>{FIXES.count(item.count)}</Text>
        </div>
      );
    case 'line':
      return <div className={styles.line}>{props.drawLine(item.group, isNext, onFixed)}</div>;
    case 'conflict':
      return <div className={styles.card}>{props.drawConflict(item.group)}</div>;
    case 'bulk':
      return <Bulk bulk={item.bulk} disabled={props.disabled} onBulk={props.onBulk} />;
    case 'corrected':
      return <div className={styles.line}>{props.drawCorrected?.(item.groups)}</div>;
  }
}

/** One answer for many rows with the same problem. */
function Bulk<Group extends Listed>(props: { readonly bulk: BulkAnswer<Group> } & Pick<FixTableProps<Group>, 'disabled' | 'onBulk'>) {
  const { bulk, disabled, onBulk } = props;
  const styles = useStyles();
  return (
    <div className={styles.card}>
      <Text size={200}>{FIXES.bulk(bulk.count)}</Text>
      <Remedies remedies={bulk.remedies} disabled={disabled} onRemedy={(remedy) => onBulk(remedy, bulk)} />
    </div>
  );
}

interface RemediesProps {
  readonly remedies: readonly Remedy[];
  readonly disabled: boolean;
  readonly onRemedy: (remedy: Remedy) => void;
  readonly children?: ReactNode;
}

/** Remedies as buttons. */
export function Remedies({ remedies, disabled, onRemedy, children }: RemediesProps) {
  const styles = useStyles();
  return (
    <div className={styles.buttons}>
      {remedies.map((remedy) => (
        <Button key={`${remedy.name} ${remedy.rows[0]}`} size="small" disabled={disabled} onClick={() => onRemedy(remedy)}>
          {remedyLabel(remedy)}
        </Button>
      ))}
      {children}
    </div>
  );
}
