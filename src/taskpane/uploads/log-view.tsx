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
import type { UploadLog } from '../../api/uploads';
import { describeResult } from '../../core/text/en';
import type { Controller } from '../controller';
import type { PaneState } from '../shell/pane-state';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px', alignItems: 'stretch' },
  back: { alignSelf: 'flex-start' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  mail: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2 },
  number: { width: '44px' },
});

/** What was done, row by row, and the confirmation that was sent. */
export function LogView({ log, state, controller }: { log: UploadLog; state: PaneState; controller: Controller }) {
  const styles = useStyles();
  const { upload, rows, mail } = log;
  const { sheet } = state;
  // A batch is named after its sheet.
  const isOpen = sheet?.isCaseload === true && upload.name.replace(/ \(\d+ of \d+\)$/, '') === sheet.name;
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
      <div className={styles.actions}>
        <Button onClick={() => void controller.uploads.download(upload)}>Download log</Button>
        {isOpen && (
          <Button disabled={state.busy !== undefined} onClick={() => void controller.writeResults(upload)}>
            Write results to the sheet
          </Button>
        )}
      </div>
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
              <TableCell>{describeResult(row)}</TableCell>
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
