import { Button, createFocusOutlineStyle, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, ChevronRightRegular } from '@fluentui/react-icons';
import { type ReactNode, useState } from 'react';
import { FIXES } from '../../core/text/pane/fixes';
import { FixChoice, type FixLineGroup } from './fix-choice';

/** The columns of the table: Uploaded, Count, Did you mean…? with its fix. */
export const FIX_COLUMNS = 'minmax(0, 2fr) 36px minmax(0, 3fr)';

const useStyles = makeStyles({
  line: { display: 'grid', gridTemplateColumns: FIX_COLUMNS, columnGap: '6px', alignItems: 'start' },
  value: {
    ...createFocusOutlineStyle(),
    display: 'flex',
    alignItems: 'center',
    gap: '2px',
    minWidth: 0,
    padding: 0,
    minHeight: '24px',
    border: 'none',
    background: 'none',
    color: 'inherit',
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase200,
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { textDecorationLine: 'underline' },
  },
  text: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 },
  whole: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  empty: { fontStyle: 'italic', color: tokens.colorNeutralForeground3 },
  count: { textAlign: 'right', fontSize: tokens.fontSizeBase200, lineHeight: '24px', fontVariantNumeric: 'tabular-nums' },
  warning: { color: tokens.colorPaletteMarigoldForeground1 },
  more: { gridColumn: '1 / -1', display: 'flex', flexDirection: 'column', gap: '4px', padding: '4px 0 4px 18px' },
  meta: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '4px', alignItems: 'center' },
});

/** A value whose outer spaces are wrong shows them. */
function withVisibleSpaces(value: string): string {
  return value.replace(/^\s+|\s+$/g, (spaces) => '␣'.repeat(spaces.length));
}

interface FixLineProps {
  readonly group: FixLineGroup;
  readonly choices: readonly string[];
  readonly disabled: boolean;
  readonly isNext: boolean;
  readonly problemWith: (text: string) => string | undefined;
  readonly onFix: (text: string) => void;
  /** Instead of the fix, for what can't be fixed by a value or is corrected. */
  readonly outcome?: ReactNode;
  /** Further actions, shown with the explanation. */
  readonly children?: ReactNode;
}

/** A group of errors on one line: value, count, fix. The explanation follows on a click on the value. */
export function FixLine({ group, choices, disabled, isNext, problemWith, onFix, outcome, children }: FixLineProps) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.line}>
      <button
        type="button"
        className={styles.value}
        title={group.value}
        aria-expanded={isOpen}
        aria-label={FIXES.why(group.value || FIXES.emptyCells)}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? <ChevronDownRegular aria-hidden /> : <ChevronRightRegular aria-hidden />}
        <span className={mergeClasses(styles.text, isOpen && styles.whole, group.value === '' && styles.empty)}>
          {group.value === '' ? FIXES.empty : withVisibleSpaces(group.value)}
        </span>
      </button>
      <span
        role="img"
        className={mergeClasses(styles.count, group.severity === 'warning' && styles.warning)}
        aria-label={FIXES.rows(group.count)}
      >
        {FIXES.count(group.count)}
      </span>
      {outcome ?? <FixChoice group={group} choices={choices} disabled={disabled} isNext={isNext} problemWith={problemWith} onFix={onFix} />}
      {isOpen && (
        <div className={styles.more}>
          <Text size={200} className={styles.meta}>
            {group.message}
          </Text>
          <div className={styles.actions}>{children}</div>
        </div>
      )}
    </div>
  );
}

/** A button that looks like text, for rare actions. */
export function QuietButton({ onClick, disabled = false, children }: { onClick: () => void; disabled?: boolean; children: ReactNode }) {
  return (
    <Button appearance="transparent" size="small" style={{ padding: 0, minWidth: 0 }} disabled={disabled} onClick={onClick}>
      {children}
    </Button>
  );
}
