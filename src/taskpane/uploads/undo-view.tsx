import {
  Button,
  makeStyles,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import type { UndoPreview, Upload } from '../../api/uploads';
import { moment } from '../../core/text/format';
import { UNDO, UPLOADS } from '../../core/text/pane/uploads';
import type { Uploads } from './uploads';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px' },
  back: { alignSelf: 'flex-start' },
  primary: { width: '100%' },
  number: { width: '40px' },
  participant: { width: '80px' },
  outcome: { overflowWrap: 'anywhere', padding: '2px 4px 2px 0' },
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
  const { reversed, left, rows, disabled: gone } = preview;
  const more = reversed + left - rows.length;
  return (
    <div className={styles.stack}>
      <Button className={styles.back} appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => void actions.show('complete')}>
        {UPLOADS.back}
      </Button>
      <Subtitle2 as="h1">{UNDO.title(upload.name)}</Subtitle2>
      <Text>{UNDO.reversed(reversed)}</Text>
      {left > 0 && <Text>{UNDO.left(left)}</Text>}
      {gone.length > 0 && <Text weight="semibold">{UNDO.disabled(gone)}</Text>}
      <Button appearance="primary" className={styles.primary} disabled={disabled} onClick={() => void actions.undo(upload)}>
        {UNDO.confirm}
      </Button>
      <Table size="extra-small" aria-label={UNDO.rows}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell className={styles.number}>{UNDO.row}</TableHeaderCell>
            <TableHeaderCell className={styles.participant}>{UNDO.participant}</TableHeaderCell>
            <TableHeaderCell className={styles.outcome}>{UNDO.outcome}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map(({ row, participantId, action, isLeft, since }) => (
            <TableRow key={row}>
              <TableCell className={styles.number}>{row}</TableCell>
              <TableCell className={styles.participant}>{participantId}</TableCell>
              <TableCell className={styles.outcome}>
                {isLeft ? UNDO.outcomes.left : UNDO.outcomes[action]}
                {since !== null && (
                  <Text size={200} block className={styles.meta}>
                    {UNDO.since(since.by, moment(Date.parse(since.at)), since.upload)}
                  </Text>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {more > 0 && <Text>{UNDO.more(more)}</Text>}
    </div>
  );
}
