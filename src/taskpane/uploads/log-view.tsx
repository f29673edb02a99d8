import {
  Button,
  Card,
  makeStyles,
  mergeClasses,
  Select,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import type { LogRow, Upload, UploadLog } from '../../api/uploads';
import { isOfSheet } from '../../core/sending/upload-name';
import { moment } from '../../core/text/format';
import { RESULT } from '../../core/text/log';
import { SHELL } from '../../core/text/pane/shell';
import { LOG, UPLOADS } from '../../core/text/pane/uploads';
import { canDownload } from '../../excel/commands/downloads';
import { BackButton } from '../shell/back-button';
import type { PaneState } from '../shell/pane-state';
import { ScreenTitle } from '../shell/screen-title';
import { SentBy } from './sent-by';
import type { Uploads } from './uploads';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'stretch' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
  mail: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  meta: { color: tokens.colorNeutralForeground2 },
  number: { width: '24px', padding: '0 4px 0 0' },
  participant: { width: '72px', overflowWrap: 'anywhere', padding: '0 4px 0 0' },
  result: { overflowWrap: 'anywhere', padding: '0 4px 0 0', fontSize: tokens.fontSizeBase200, lineHeight: '18px' },
  date: { width: '106px' },
  // One line a row, so that fifteen are in view.
  caseworker: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  write: { width: '100%' },
});

type Shown = 'all' | LogRow['result'];

interface LogViewProps {
  readonly log: UploadLog;
  readonly state: PaneState;
  readonly actions: Uploads;
  readonly onWriteResults: (upload: Upload) => void;
}

/** The results by row, and the confirmation mail. */
export function LogView({ log, state, actions, onWriteResults }: LogViewProps) {
  const styles = useStyles();
  const { upload, rows, mail } = log;
  const { sheet } = state;
  const results = [...new Set(rows.map(({ result }) => result))];
  const [shown, setShown] = useState<Shown>('all');
  const isOpen = sheet?.isCaseload === true && isOfSheet(upload.name, sheet.title);
  return (
    <div className={styles.stack}>
      <BackButton to={UPLOADS.back} onClick={() => actions.closeLog()} />
      <div>
        <ScreenTitle>{LOG.title(upload.name)}</ScreenTitle>
        <SentBy upload={upload} />
        <Text block>{log.summary === null ? UPLOADS.counts(upload.received, upload.accepted ?? 0) : LOG.summary(log.summary)}</Text>
      </div>
      {upload.clearedAt !== null && <Text>{LOG.cleared(moment(Date.parse(upload.clearedAt)))}</Text>}
      <div className={styles.actions}>
        {isOpen && (
          <Button appearance="primary" className={styles.write} disabled={state.busy !== undefined} onClick={() => onWriteResults(upload)}>
            {LOG.writeResults}
          </Button>
        )}
        {canDownload() && (
          <Button size="small" onClick={() => void actions.download(upload, 'xlsx')}>
            {LOG.asWorkbook}
          </Button>
        )}
        <Button size="small" onClick={() => void actions.download(upload, 'csv')}>
          {canDownload() ? LOG.asCsv : UPLOADS.downloadLog}
        </Button>
      </div>
      {results.length > 1 && (
        <Select size="small" aria-label={LOG.show} value={shown} onChange={(_, data) => setShown(data.value as Shown)}>
          {(['all', ...results] as const).map((result) => (
            <option key={result} value={result}>
              {LOG.shown[result]}
            </option>
          ))}
        </Select>
      )}
      <Table size="extra-small" aria-label={LOG.rows}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell className={styles.number}>{LOG.row}</TableHeaderCell>
            <TableHeaderCell className={styles.participant}>{LOG.participant}</TableHeaderCell>
            <TableHeaderCell className={mergeClasses(styles.result, styles.date)}>{LOG.result}</TableHeaderCell>
            <TableHeaderCell className={styles.result}>{LOG.caseworker}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows
            .filter(({ result }) => shown === 'all' || result === shown)
            .map((row) => (
              <TableRow key={row.row}>
                <TableCell className={styles.number}>{row.row}</TableCell>
                <TableCell className={styles.participant}>{row.participantId}</TableCell>
                <TableCell className={styles.result} colSpan={row.caseworker === null ? 2 : 1}>
                  {RESULT.describe(row)}
                </TableCell>
                {row.caseworker !== null && (
                  <TableCell className={mergeClasses(styles.result, styles.caseworker)} title={assignmentText(row)}>
                    {assignmentText(row)}
                  </TableCell>
                )}
              </TableRow>
            ))}
        </TableBody>
      </Table>
      {log.next && <Button onClick={() => void actions.moreLog()}>{SHELL.showMore}</Button>}
      {mail && (
        <Card role="region" aria-label={LOG.mail}>
          <Text weight="semibold">{mail.subject}</Text>
          <Text size={200} className={styles.meta}>
            {LOG.mailTo(mail.to, mail.sentAt === null ? undefined : moment(Date.parse(mail.sentAt)))}
          </Text>
          <Text size={200} className={styles.mail}>
            {mail.text}
          </Text>
        </Card>
      )}
    </div>
  );
}

/** With whom, where and how, in one line. */
function assignmentText({ caseworker, program, relationship }: LogRow): string {
  return [caseworker, program, relationship].filter((part) => part !== null && part !== '').join(' · ');
}
