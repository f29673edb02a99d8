import { Badge, Button, Card, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { FIXES } from '../../core/text/en/pane/fixes';
import { FixChoice, type FixLineGroup } from './fix-choice';

const useStyles = makeStyles({
  head: { display: 'flex', justifyContent: 'space-between', gap: '8px' },
  value: { overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2 },
  chosen: { display: 'flex', alignItems: 'center', gap: '4px', color: tokens.colorPaletteGreenForeground1 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '4px 16px', alignItems: 'center' },
});

interface FixLineProps {
  readonly group: FixLineGroup;
  readonly choices: readonly string[];
  readonly disabled: boolean;
  readonly problemWith: (text: string) => string | undefined;
  readonly onFix: (text: string) => void;
  /** The chosen fix, if fixes are collected before they are made. */
  readonly chosen?: string | undefined;
  /** Further actions. */
  readonly children?: ReactNode;
}

/** A group of errors: column, count, value, and the fix. */
export function FixLine({ group, choices, disabled, problemWith, onFix, chosen, children }: FixLineProps) {
  const styles = useStyles();
  return (
    <Card size="small">
      <div className={styles.head}>
        <Text weight="semibold">{group.column || FIXES.noHeader}</Text>
        <Badge appearance="tint" color={group.severity === 'error' ? 'danger' : 'warning'} aria-label={FIXES.rows(group.count)}>
          {FIXES.count(group.count)}
        </Badge>
      </div>
      {group.value !== '' && <Text className={styles.value}>{FIXES.quoted(group.value)}</Text>}
      <Text size={200} className={styles.meta}>
        {group.message}
      </Text>
      {group.fixable && <FixChoice group={group} choices={choices} disabled={disabled} problemWith={problemWith} onFix={onFix} />}
      {chosen !== undefined && (
        <Text size={200} className={styles.chosen}>
          <CheckmarkRegular aria-hidden /> {chosen}
        </Text>
      )}
      <div className={styles.actions}>{children}</div>
    </Card>
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
