import {
  Button,
  Card,
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
import type { LogRow, UploadLog } from '../../core/contract';
import type { Controller } from '../state/controller';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'stretch' },
  back: { alignSelf: 'flex-start' },
  mail: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2 },
  number: { width: '44px' },
});

/** What was done, row by row, and the confirmation that was sent. */
export function LogView({ log, controller }: { log: UploadLog; controller: Controller }) {
  const styles = useStyles();
  const { upload, rows, mail } = log;
  return (
    <div className={styles.stack}>
      <Button className={styles.back} appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => controller.uploads.closeLog()}>
        All uploads
      </Button>
      <div>
        <Subtitle2 as="h1">Log of {upload.name}</Subtitle2>
        <Text block size={200} className={styles.meta}>
          {upload.received.toLocaleString()} received, {(upload.accepted ?? 0).toLocaleString()} accepted
        </Text>
      </div>
      <Button onClick={() => void controller.uploads.download(upload)}>Download log</Button>
      <Table size="small" aria-label="Rows of the upload">
        <TableHeader>
          <TableRow>
            <TableHeaderCell className={styles.number}>Row</TableHeaderCell>
            <TableHeaderCell>Action</TableHeaderCell>
            <TableHeaderCell>Result</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.row}>
              <TableCell className={styles.number}>{row.row}</TableCell>
              <TableCell>
                {row.action} {row.participantId}
              </TableCell>
              <TableCell>{describe(row)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {log.next && <Button onClick={() => void controller.uploads.moreLog()}>Show more</Button>}
      {mail && (
        <Card role="region" aria-label="E-mail">
          <Text weight="semibold">{mail.subject}</Text>
          <Text size={200} className={styles.meta}>
            To {mail.to}, {mail.sentAt === null ? 'about to be sent' : `sent ${new Date(mail.sentAt).toLocaleString()}`}
          </Text>
          <Text size={200} className={styles.mail}>
            {mail.text}
          </Text>
        </Card>
      )}
    </div>
  );
}

function describe(row: LogRow): string {
  if (row.result === 'not accepted') return row.reason;
  return row.after?.end ? `Ended ${row.after.end}` : `Began ${row.after?.start ?? ''}`;
}
