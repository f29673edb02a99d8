import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { cellAddress, columnIndex } from '../../core/caseload/cells';
import { choicesOf } from '../../core/caseload/template';
import { isByChoice } from '../../core/fixes/fix-groups';
import { FIXES } from '../../core/text/pane/fixes';
import { SHEET } from '../../core/text/pane/sheet';
import type { ConflictGroup } from '../sheet/sheet-session';
import { NOTICE_HEIGHT } from '../shell/notice-bar';
import type { PaneState } from '../shell/pane-state';
import { ScreenTitle } from '../shell/screen-title';
import { FixLine, QuietButton } from './fix-line';
import { FixTable, Remedies } from './fix-table';
import type { Fixes } from './fixes';

/** Where the page’s own content begins while it is scrolled, below the tabs, in pixels. */
const BAR_TOP = 48;

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px' },
  row: { display: 'flex', gap: '8px', alignItems: 'center' },
  // Below the tabs: “Next problem” scrolls to its line, and is pressed again.
  bar: {
    position: 'sticky',
    top: `calc(${BAR_TOP}px + var(${NOTICE_HEIGHT}, 0px))`,
    zIndex: 1,
    paddingTop: '4px',
    paddingBottom: '4px',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  primary: { flexGrow: 1 },
  meta: { color: tokens.colorNeutralForeground2 },
});

interface FixesViewProps {
  readonly state: PaneState;
  readonly actions: Fixes;
  readonly onSubmit: () => void;
  readonly onNext: () => void;
  readonly onGo: (address: string) => void;
}

/** *Fix errors* of the sheet: a line for each column and wrong value, a card for each conflict of rows. */
export function FixesView({ state, actions, onSubmit, onNext, onGo }: FixesViewProps) {
  const styles = useStyles();
  const { fixes, busy, sheet } = state;
  const groups = fixes?.groups ?? NO_GROUPS;
  const selected = useMemo(() => groupAt(groups, state.selected?.address), [groups, state.selected?.address]);
  return (
    <div className={styles.stack}>
      <ScreenTitle>{groups.length === 0 ? FIXES.nothing : FIXES.titled(sheet?.errors ?? 0, sheet?.warnings ?? 0)}</ScreenTitle>
      {groups.length === 0 && <Text>{FIXES.noProblems(sheet?.isRecordAsked === true)}</Text>}
      <div className={mergeClasses(styles.row, styles.bar)}>
        <Primary state={state} actions={actions} onSubmit={onSubmit} onNext={onNext} />
        <Button disabled={(fixes?.undoable ?? 0) === 0 || busy !== undefined} onClick={() => void actions.undo()}>
          {FIXES.undo}
        </Button>
      </div>
      {fixes !== undefined && fixes.textDates > 0 && (
        <div className={styles.row}>
          <Text size={200} className={styles.meta}>
            {FIXES.textDates(fixes.textDates)}
          </Text>
          <Button size="small" disabled={busy !== undefined} onClick={() => void actions.mendTextDates()}>
            {FIXES.turnIntoDates}
          </Button>
        </div>
      )}
      {fixes !== undefined && fixes.left > 0 && <Text>{FIXES.more(fixes.left)}</Text>}
      {groups.length > 0 && (
        <FixTable
          groups={groups}
          disabled={busy !== undefined}
          selected={selected}
          drawLine={(group, isNext, onFixed) => (
            <SheetFix group={group} state={state} actions={actions} isNext={isNext} onFixed={onFixed} onGo={onGo} />
          )}
          drawConflict={(group) => <Conflict group={group} state={state} actions={actions} onGo={onGo} />}
          onBulk={(remedy, { columns }) => void actions.apply(remedy, columns)}
        />
      )}
    </div>
  );
}

const NO_GROUPS: readonly ConflictGroup[] = [];

/** The cell at an address, with the first group that it belongs to. */
function groupAt(groups: readonly ConflictGroup[], address = ''): { readonly address: string; readonly group: string } | undefined {
  const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
  if (letters === undefined) return undefined;
  const column = columnIndex(letters);
  const found = groups.find(({ rows, columns }) => columns.includes(column) && rows.includes(Number(row)));
  return found && { address, group: found.id };
}

/** The one next step: fix what is certain, look at the next problem, or submit. */
function Primary({ state, actions, onSubmit, onNext }: Omit<FixesViewProps, 'onGo'>) {
  const styles = useStyles();
  const { fixes, busy, sheet, sent } = state;
  const disabled = busy !== undefined;
  const obvious = (fixes?.groups ?? []).filter((group) => group.fixable && group.obvious);
  const cells = obvious.reduce((sum, { count }) => sum + count, 0);
  const unsent = (sheet?.rows ?? 0) - sent.rows;
  const isReady = sheet?.errors === 0 && sheet.leftovers.length === 0 && unsent > 0;
  return (
    <>
      {isReady && (
        <Button appearance="primary" className={styles.primary} disabled={disabled} onClick={onSubmit}>
          {SHEET.submitRows(unsent)}
        </Button>
      )}
      {cells > 0 && (
        <Button
          appearance={isReady ? 'secondary' : 'primary'}
          className={styles.primary}
          disabled={disabled}
          onClick={() => void actions.fixAll()}
          title={FIXES.fixAllHint}
        >
          {FIXES.fixAll(cells)}
        </Button>
      )}
      {!isReady && cells === 0 && (fixes?.groups.length ?? 0) > 0 && (
        <Button appearance="primary" className={styles.primary} disabled={disabled} onClick={onNext}>
          {SHEET.nextProblem}
        </Button>
      )}
    </>
  );
}

interface GroupProps extends Pick<FixesViewProps, 'state' | 'actions' | 'onGo'> {
  readonly group: ConflictGroup;
}

function SheetFix({
  group,
  state,
  actions,
  isNext,
  onFixed,
  onGo,
}: GroupProps & { readonly isNext: boolean; readonly onFixed: () => void }) {
  const { site, busy } = state;
  const disabled = busy !== undefined;
  // An empty cell is not filled by a guess.
  const suggestions = isByChoice(group.code) ? [] : group.suggestions;
  return (
    <FixLine
      group={{ ...group, suggestions, fromList: group.list !== undefined }}
      choices={group.list === undefined || site === undefined ? [] : choicesOf(group.list, site)}
      disabled={disabled}
      isNext={isNext}
      problemWith={(text) => actions.problemWith(group, text)}
      onFix={(text) => {
        onFixed();
        void actions.fix(group, text);
      }}
    >
      <Remedies remedies={group.remedies} disabled={disabled} onRemedy={(remedy) => void actions.apply(remedy, group.columns)}>
        <ShowMe group={group} onGo={onGo} />
      </Remedies>
    </FixLine>
  );
}

function Conflict({ group, state, actions, onGo }: GroupProps) {
  return (
    <>
      <Text size={200}>
        <strong>{FIXES.rowNumbers(group.rows)}</strong> {group.message}
      </Text>
      <Remedies
        remedies={group.remedies}
        disabled={state.busy !== undefined}
        onRemedy={(remedy) => void actions.apply(remedy, group.columns)}
      >
        <ShowMe group={group} onGo={onGo} />
      </Remedies>
    </>
  );
}

/** Selects the cells, one area after the other: Excel on the web can't select several. */
function ShowMe({ group, onGo }: Pick<GroupProps, 'group' | 'onGo'>) {
  const [at, setAt] = useState(0);
  const areas = useMemo(() => areasOf(group), [group]);
  const show = () => {
    onGo(areas[at % areas.length] ?? '');
    setAt(at + 1);
  };
  return (
    <>
      <QuietButton onClick={show}>{group.fixable ? FIXES.showMe : FIXES.goToRow(group.rows[at % areas.length] ?? 0)}</QuietButton>
      {areas.length > 1 && at > 0 && <Text size={200}>{FIXES.place(((at - 1) % areas.length) + 1, areas.length)}</Text>}
    </>
  );
}

/** The addresses of a group's areas. Adjacent rows are merged, except for problems of single rows. */
function areasOf({ rows, columns, fixable }: ConflictGroup): readonly string[] {
  const [first = 0, last = first] = [columns[0], columns.at(-1)];
  const areas: { from: number; to: number }[] = [];
  for (const row of rows) {
    const before = areas.at(-1);
    if (fixable && before?.to === row - 1) before.to = row;
    else areas.push({ from: row, to: row });
  }
  return areas.map(({ from, to }) => `${cellAddress(first, from)}:${cellAddress(last, to)}`);
}
