import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons';
import { useMemo, useState } from 'react';
import type { ErrorGroup } from '../../api/uploads';
import type { Remedy } from '../../core/fixes/remedies';
import { FIXES } from '../../core/text/pane/fixes';
import { UPLOAD_FIXES, UPLOADS } from '../../core/text/pane/uploads';
import { FixLine } from '../fixes/fix-line';
import { FixTable, Remedies } from '../fixes/fix-table';
import { BackButton } from '../shell/back-button';
import type { PaneState, UploadErrors } from '../shell/pane-state';
import { ScreenTitle } from '../shell/screen-title';
import type { UploadFixes } from './upload-fixes';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'stretch' },
  meta: { color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', gap: '8px', alignItems: 'center' },
  primary: { flexGrow: 1 },
  folded: { padding: 0, minWidth: 0, color: tokens.colorPaletteGreenForeground1 },
});

interface UploadFixesViewProps {
  readonly errors: UploadErrors;
  readonly state: PaneState;
  readonly actions: UploadFixes;
}

/** *Fix errors* of an upload. The service saves each fix, so that users can continue later, on any computer. */
export function UploadFixesView({ errors, state, actions }: UploadFixesViewProps) {
  const styles = useStyles();
  const { busy, sheet } = state;
  const { upload, groups, lists } = errors;
  const corrected = groups.filter(isCorrected).length;
  const unfixable = groups.find(({ fixable, leavable }) => !fixable && !leavable);
  const obvious = groups.filter(({ fix, fixable, obvious }) => fix === null && fixable && obvious).length;
  const isOpen = sheet?.isCaseload === true && sheet.title === upload.name;
  const idle = busy === undefined;
  const listed = useMemo(() => groups.map((group) => ({ ...group, remedies: remediesOf(group) })), [groups]);
  const canGoOn = corrected === groups.length;
  return (
    <div className={styles.stack}>
      <BackButton to={UPLOADS.back} onClick={() => actions.close()} />
      <div>
        <ScreenTitle>{UPLOAD_FIXES.title(upload.name)}</ScreenTitle>
        <Text block size={200} className={styles.meta}>
          {UPLOAD_FIXES.corrected(corrected, groups.length)}
        </Text>
      </div>
      {unfixable && <Text>{UPLOAD_FIXES.unfixable(unfixable.message)}</Text>}
      {groups.some((group) => !group.fixable && group.leavable && !isCorrected(group)) && (
        <Text size={200}>{UPLOAD_FIXES.onlyLeaveOut}</Text>
      )}
      {canGoOn && <Text size={200}>{UPLOAD_FIXES.nextApplies}</Text>}
      <div className={styles.row}>
        {canGoOn ? (
          <Button appearance="primary" className={styles.primary} disabled={!idle} onClick={() => void actions.next()}>
            {UPLOAD_FIXES.next}
          </Button>
        ) : (
          obvious > 0 && (
            <Button
              appearance="primary"
              className={styles.primary}
              disabled={!idle}
              onClick={() => void actions.chooseObvious()}
              title={UPLOAD_FIXES.fixAllHint}
            >
              {FIXES.fixAll(obvious)}
            </Button>
          )
        )}
        {!canGoOn && (
          <Button disabled title={UPLOAD_FIXES.nextHint}>
            {UPLOAD_FIXES.next}
          </Button>
        )}
        {isOpen && corrected > 0 && (
          <Button disabled={!idle} onClick={() => void actions.writeIntoSheet()}>
            {UPLOAD_FIXES.fixSheet}
          </Button>
        )}
      </div>
      <FixTable
        groups={listed}
        disabled={!idle}
        onBulk={(_, bulk) => void actions.leaveOut(bulk.groups)}
        isCorrected={isCorrected}
        drawLine={(group, isNext, onFixed) => (
          <UploadFix group={group} lists={lists} disabled={!idle} actions={actions} isNext={isNext} onFixed={onFixed} />
        )}
        drawConflict={(group) => <Conflict group={group} disabled={!idle} actions={actions} />}
        drawCorrected={(corrected) => <Corrected groups={corrected} lists={lists} disabled={!idle} actions={actions} />}
      />
    </div>
  );
}

/** An answer names only the first rows of a group. */
function remediesOf({ leavable, settled, fix, rows, count }: ErrorGroup): readonly Remedy[] {
  // The row that stays is not left out by mistake, too.
  if (!leavable || settled || (fix !== null && 'leaveOut' in fix)) return [];
  return [{ name: 'leave-out', rows: Array.from({ length: count }, (_, place) => rows[place] ?? 0) }];
}

const isCorrected = ({ fix, settled }: ErrorGroup) => fix !== null || settled;

interface GroupProps {
  readonly group: ErrorGroup;
  readonly disabled: boolean;
  readonly actions: UploadFixes;
}

interface UploadFixProps extends GroupProps {
  readonly lists: UploadErrors['lists'];
  readonly isNext: boolean;
  readonly onFixed: () => void;
}

function UploadFix({ group, lists, disabled, actions, isNext, onFixed }: UploadFixProps) {
  const choices = (group.list === null ? undefined : lists[group.list]) ?? [];
  return (
    <FixLine
      group={{ ...group, severity: 'error', fromList: group.list !== null }}
      choices={choices}
      disabled={disabled}
      isNext={isNext}
      problemWith={(text) => actions.problemWith(group, text)}
      onFix={(text) => {
        onFixed();
        void actions.choose(group, text);
      }}
    >
      <LeaveOut group={group} disabled={disabled} actions={actions} />
    </FixLine>
  );
}

/** What no value can fix. */
function Conflict({ group, disabled, actions }: GroupProps) {
  return (
    <>
      <Text size={200}>
        <strong>{group.column || FIXES.noHeader}</strong> {group.value} {group.message}
      </Text>
      <LeaveOut group={group} disabled={disabled} actions={actions} />
    </>
  );
}

/** Its rows, and the button that leaves them out. */
function LeaveOut({ group, disabled, actions }: GroupProps) {
  const { rows, count } = group;
  return (
    <Remedies remedies={remediesOf(group)} disabled={disabled} onRemedy={() => void actions.leaveOut([group])}>
      {rows.length > 0 && <Text size={200}>{UPLOAD_FIXES.rows(count, rows.slice(0, 3))}</Text>}
    </Remedies>
  );
}

/** The corrected groups of a column, folded into one line. They can still be changed. */
function Corrected({
  groups,
  ...props
}: Omit<UploadFixProps, 'group' | 'isNext' | 'onFixed'> & { readonly groups: readonly ErrorGroup[] }) {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        appearance="transparent"
        size="small"
        className={styles.folded}
        aria-expanded={isOpen}
        icon={<CheckmarkRegular aria-hidden />}
        onClick={() => setOpen(!isOpen)}
      >
        {UPLOAD_FIXES.correctedLine(groups.length)}
      </Button>
      {isOpen &&
        groups.map((group) => (
          <div key={group.id}>
            <div className={styles.row}>
              <Text size={200} className={styles.meta}>
                {group.value} {group.rows.length > 0 && UPLOAD_FIXES.rows(group.count, group.rows.slice(0, 3))} {outcomeOf(group)}
              </Text>
              {group.fix !== null && (
                <Button size="small" disabled={props.disabled} onClick={() => void props.actions.takeBack(group)}>
                  {UPLOAD_FIXES.takeBack}
                </Button>
              )}
            </div>
            {group.fixable && <UploadFix {...props} group={group} isNext={false} onFixed={() => undefined} />}
          </div>
        ))}
    </>
  );
}

function outcomeOf({ fix, settled }: ErrorGroup): string {
  if (fix === null) return settled ? UPLOAD_FIXES.settled : '';
  return 'value' in fix ? UPLOAD_FIXES.becomes(fix.value) : UPLOAD_FIXES.leftOut;
}
