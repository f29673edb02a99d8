import { Button, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import type { ErrorGroup } from '../../api/uploads';
import { UPLOAD_FIXES, UPLOADS } from '../../core/text/en/pane/uploads';
import { FixLine, QuietButton } from '../fixes/fix-line';
import { FixLines } from '../fixes/fix-lines';
import type { PaneState, UploadErrors } from '../shell/pane-state';
import type { UploadFixes } from './upload-fixes';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'stretch' },
  back: { alignSelf: 'flex-start' },
  meta: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
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
  const corrected = groups.filter(({ fix }) => fix !== null).length;
  const unfixable = groups.find(({ fixable, leavable }) => !fixable && !leavable);
  const obvious = groups.filter(({ fix, fixable, obvious }) => fix === null && fixable && obvious).length;
  const isOpen = sheet?.isCaseload === true && sheet.name === upload.name;
  const idle = busy === undefined;
  return (
    <div className={styles.stack}>
      <Button className={styles.back} appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => actions.close()}>
        {UPLOADS.back}
      </Button>
      <div>
        <Subtitle2 as="h1">{UPLOAD_FIXES.title(upload.name)}</Subtitle2>
        <Text block size={200} className={styles.meta}>
          {UPLOAD_FIXES.corrected(corrected, groups.length)}
        </Text>
      </div>
      {unfixable && <Text>{UPLOAD_FIXES.unfixable(unfixable.message)}</Text>}
      <div className={styles.buttons}>
        <Button appearance="primary" disabled={!idle || corrected < groups.length} onClick={() => void actions.next()}>
          {UPLOAD_FIXES.next}
        </Button>
        <Button disabled={!idle || obvious === 0} onClick={() => void actions.chooseObvious()} title={UPLOAD_FIXES.fixAllHint}>
          {UPLOAD_FIXES.fixAll}
        </Button>
        {isOpen && corrected > 0 && (
          <Button disabled={!idle} onClick={() => void actions.writeIntoSheet()}>
            {UPLOAD_FIXES.fixSheet}
          </Button>
        )}
      </div>
      <FixLines groups={groups} draw={(group) => <UploadFix group={group} lists={lists} disabled={!idle} actions={actions} />} />
    </div>
  );
}

interface UploadFixProps {
  readonly group: ErrorGroup;
  readonly lists: UploadErrors['lists'];
  readonly disabled: boolean;
  readonly actions: UploadFixes;
}

function UploadFix({ group, lists, disabled, actions }: UploadFixProps) {
  const choices = (group.list === null ? undefined : lists[group.list]) ?? [];
  const { fix } = group;
  const chosen = fix === null ? undefined : 'value' in fix ? UPLOAD_FIXES.becomes(fix.value) : UPLOAD_FIXES.leftOut;
  return (
    <FixLine
      group={{ ...group, severity: 'error', fromList: group.list !== null }}
      choices={choices}
      disabled={disabled}
      problemWith={(text) => actions.problemWith(group, text)}
      onFix={(text) => void actions.choose(group, text)}
      chosen={chosen}
    >
      {group.rows.length > 0 && <Text size={200}>{UPLOAD_FIXES.rows(group.count, group.rows.slice(0, 3))}</Text>}
      {group.leavable && !(fix !== null && 'leaveOut' in fix) && (
        <QuietButton onClick={() => void actions.leaveOut(group)}>{UPLOAD_FIXES.leaveOut(group.count)}</QuietButton>
      )}
    </FixLine>
  );
}
