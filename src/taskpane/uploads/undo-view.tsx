import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { UndoPreview, Upload } from '../../api/uploads';
import { moment } from '../../core/text/format';
import { UNDO, UPLOADS } from '../../core/text/pane/uploads';
import { BackButton } from '../shell/back-button';
import { DataTable } from '../shell/data-table';
import { ScreenTitle } from '../shell/screen-title';
import { SentBy } from './sent-by';
import type { Uploads } from './uploads';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px' },
  primary: { width: '100%' },
  meta: { color: tokens.colorNeutralForeground2 },
});

interface Props {
  readonly upload: Upload;
  readonly preview: UndoPreview;
  readonly disabled: boolean;
  readonly actions: Uploads;
}

/** What undoing an upload reverses and leaves, row by row, before it is undone. */
export function UndoView({ upload, preview, disabled, actions }: Props) {
  const styles = useStyles();
  const { reversed, left, changes, rows, disabled: gone } = preview;
  const more = reversed + left - rows.length;
  return (
    <div className={styles.stack}>
      <BackButton to={UPLOADS.back} onClick={() => void actions.show('complete')} />
      <div>
        <ScreenTitle>{UNDO.title(upload.name)}</ScreenTitle>
        <SentBy upload={upload} />
      </div>
      <Text>{UNDO.reversed(reversed, changes)}</Text>
      {left > 0 && <Text>{UNDO.left(left)}</Text>}
      {gone.length > 0 && <Text weight="semibold">{UNDO.disabled(gone)}</Text>}
      <Button appearance="primary" className={styles.primary} disabled={disabled} onClick={() => void actions.undo(upload)}>
        {UNDO.confirm}
      </Button>
      <DataTable
        label={UNDO.rows}
        rows={rows}
        keyOf={({ row }) => row}
        columns={[
          { title: UNDO.row, width: 40, cell: ({ row }) => row },
          { title: UNDO.participant, width: 80, cell: ({ participantId }) => participantId },
          { title: UNDO.outcome, cell: (row) => <Outcome {...row} /> },
        ]}
      />
      {more > 0 && <Text>{UNDO.more(more)}</Text>}
    </div>
  );
}

/** What happens to a row, and why it is left. */
function Outcome({ isLeft, changes, since }: UndoPreview['rows'][number]) {
  const styles = useStyles();
  const rest = changes.length === 0 ? UNDO.stays : UNDO.staysInPart;
  return (
    <>
      {[...changes.map((change) => UNDO.outcomes[change]), ...(isLeft ? [rest] : [])].join(' ')}
      {since !== null && (
        <Text size={200} block className={styles.meta}>
          {UNDO.since(since.by, moment(Date.parse(since.at)), since.upload)}
        </Text>
      )}
    </>
  );
}
