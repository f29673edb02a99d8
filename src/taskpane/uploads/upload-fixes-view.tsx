import { Button, makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import type { ErrorGroup } from '../../api/uploads';
import type { Controller } from '../controller';
import { FixLine, QuietButton } from '../fixes/fix-line';
import { FixLines } from '../fixes/fix-lines';
import type { PaneState } from '../shell/pane-state';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'stretch' },
  back: { alignSelf: 'flex-start' },
  meta: { color: tokens.colorNeutralForeground2 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** The errors of an upload, kept by the service: one may leave in the middle, and go on tomorrow on another computer. */
export function UploadFixesView({ controller, state }: { controller: Controller; state: PaneState }) {
  const styles = useStyles();
  const { uploadFixes, busy, sheet } = state;
  if (uploadFixes === undefined) return null;
  const { upload, groups } = uploadFixes;
  const { uploadFixes: actions } = controller;
  const corrected = groups.filter(({ fix }) => fix !== null).length;
  const hopeless = groups.find(({ fixable, leavable }) => !fixable && !leavable);
  const obvious = groups.filter(({ fix, fixable, obvious }) => fix === null && fixable && obvious).length;
  const isOpen = sheet?.isCaseload === true && sheet.name === upload.name;
  const idle = busy === undefined;
  return (
    <div className={styles.stack}>
      <Button className={styles.back} appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => actions.close()}>
        All uploads
      </Button>
      <div>
        <Subtitle2 as="h1">Errors of {upload.name}</Subtitle2>
        <Text block size={200} className={styles.meta}>
          {corrected.toLocaleString()} of {groups.length.toLocaleString()} corrected. What you choose is saved at once.
        </Text>
      </div>
      {hopeless && <Text>{hopeless.message} Cancel this upload, correct the sheet and send it again.</Text>}
      <div className={styles.buttons}>
        <Button appearance="primary" disabled={!idle || corrected < groups.length} onClick={() => void actions.next()}>
          Next
        </Button>
        <Button
          disabled={!idle || obvious === 0}
          onClick={() => void actions.chooseObvious()}
          title="Chooses the best guess wherever it is beyond doubt"
        >
          Fix all
        </Button>
        {isOpen && corrected > 0 && (
          <Button disabled={!idle} onClick={() => void actions.writeIntoSheet()}>
            Fix the sheet too
          </Button>
        )}
      </div>
      <FixLines groups={groups} draw={(group) => <UploadFix group={group} controller={controller} state={state} />} />
    </div>
  );
}

function UploadFix({ group, controller, state }: { group: ErrorGroup; controller: Controller; state: PaneState }) {
  const { uploadFixes: actions } = controller;
  const choices = (group.list === null ? undefined : state.uploadFixes?.lists[group.list]) ?? [];
  const { fix } = group;
  const chosen = fix === null ? undefined : 'value' in fix ? `Becomes “${fix.value}”` : 'Left out: received, but not accepted';
  const rows = group.rows.slice(0, 3).join(', ') + (group.count > 3 ? ' …' : '');
  return (
    <FixLine
      group={{ ...group, severity: 'error', fromList: group.list !== null }}
      choices={choices}
      disabled={state.busy !== undefined}
      problemWith={(text) => actions.problemWith(group, text)}
      onFix={(text) => void actions.choose(group, text)}
      chosen={chosen}
    >
      {group.rows.length > 0 && (
        <Text size={200}>
          {group.count === 1 ? 'Row' : 'Rows'} {rows}
        </Text>
      )}
      {group.leavable && !(fix !== null && 'leaveOut' in fix) && (
        <QuietButton onClick={() => void actions.leaveOut(group)}>Leave {group.count === 1 ? 'the row' : 'these rows'} out</QuietButton>
      )}
    </FixLine>
  );
}
