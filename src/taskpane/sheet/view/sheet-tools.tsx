import { Button, makeStyles } from '@fluentui/react-components';
import { MoreHorizontalRegular } from '@fluentui/react-icons';
import { lazy, Suspense } from 'react';
import { SHEET } from '../../../core/text/pane/sheet';
import type { SheetSummary } from '../sheet-summary';
import type { SheetViewActions } from './sheet-view-actions';

const useStyles = makeStyles({
  row: { display: 'flex', gap: '4px', alignItems: 'center' },
  tool: { minWidth: 0, whiteSpace: 'nowrap', paddingLeft: '6px', paddingRight: '6px', fontWeight: 'normal' },
});

const MoreMenu = lazy(async () => ({ default: (await import(/* webpackChunkName: "more-menu" */ './more-menu')).MoreMenu }));

interface Props {
  readonly sheet: SheetSummary;
  /** Whether it has rows that were not submitted yet. */
  readonly hasUnsent: boolean;
  readonly disabled: boolean;
  readonly isSignedIn: boolean;
  readonly mayEnd: boolean;
  readonly mayTransfer: boolean;
  readonly actions: SheetViewActions;
}

/** What else can be done with the sheet: one quiet row. */
export function SheetTools({ sheet, hasUnsent, disabled, isSignedIn, mayEnd, mayTransfer, actions }: Props) {
  const styles = useStyles();
  const isEmpty = sheet.rows === 0;
  const tool = { size: 'small', appearance: 'subtle', className: styles.tool } as const;
  return (
    <nav className={styles.row} aria-label={SHEET.tools}>
      <Button {...tool} disabled={disabled} onClick={actions.check} aria-label={SHEET.checkSheet}>
        {SHEET.check}
      </Button>
      <Button
        {...tool}
        disabled={disabled || !hasUnsent}
        onClick={actions.testUpload}
        aria-label={SHEET.testUpload}
        title={SHEET.testUploadHint}
      >
        {SHEET.sendFirst}
      </Button>
      <Button {...tool} disabled={disabled || isEmpty} onClick={actions.exportCsv}>
        {SHEET.exportCsv}
      </Button>
      <Suspense fallback={<Button {...tool} disabled icon={<MoreHorizontalRegular />} aria-label={SHEET.more} />}>
        <MoreMenu
          hasResults={sheet.results !== undefined}
          disabled={disabled}
          isSignedIn={isSignedIn}
          mayEnd={mayEnd}
          mayTransfer={mayTransfer}
          actions={actions}
        />
      </Suspense>
    </nav>
  );
}
