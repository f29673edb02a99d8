import {
  Button,
  Field,
  makeStyles,
  Subtitle2,
  Table,
  TableBody,
  TableCell,
  TableHeader,
  TableHeaderCell,
  TableRow,
  Text,
  Textarea,
} from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Review, Upload } from '../../api/uploads';
import { serialOfIso } from '../../core/caseload/dates';
import { date } from '../../core/text/format';
import { GLANCE, REVIEW, UPLOADS } from '../../core/text/pane/uploads';
import type { Uploads } from './uploads';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px' },
  back: { alignSelf: 'flex-start' },
  primary: { width: '100%' },
  line: { display: 'flex', justifyContent: 'space-between', gap: '8px', minHeight: '24px' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  number: { width: '40px' },
  participant: { width: '80px' },
  change: { overflowWrap: 'anywhere', padding: '2px 4px 2px 0' },
});

interface Props {
  readonly upload: Upload;
  readonly review: Review;
  readonly disabled: boolean;
  readonly actions: Uploads;
}

/** What somebody else's upload would change, to approve it or to send it back. */
export function ReviewView({ upload, review, disabled, actions }: Props) {
  const styles = useStyles();
  const [note, setNote] = useState('');
  const { effects, rows, total } = review;
  return (
    <div className={styles.stack}>
      <Button className={styles.back} appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => void actions.show('in-progress')}>
        {UPLOADS.back}
      </Button>
      <Subtitle2 as="h1">{REVIEW.title(upload.name)}</Subtitle2>
      <Text>{REVIEW.sentBy(upload.releasedBy, total)}</Text>
      <Text>{effects === null ? REVIEW.notPossible : GLANCE.effects(effects)}</Text>
      <Button
        appearance="primary"
        className={styles.primary}
        disabled={disabled || effects === null}
        onClick={() => void actions.approve(upload)}
      >
        {REVIEW.approve}
      </Button>
      <Field label={REVIEW.note} hint={REVIEW.noteHint}>
        <Textarea maxLength={1000} value={note} onChange={(_, { value }) => setNote(value)} />
      </Field>
      <Button disabled={disabled || note.trim() === ''} onClick={() => void actions.sendBack(upload, note.trim())}>
        {REVIEW.sendBack}
      </Button>
      {effects !== null && (
        <section aria-label={GLANCE.caseworkers}>
          <Text weight="semibold">{GLANCE.caseworkers}</Text>
          <ul className={styles.list}>
            {effects.caseworkers.map(({ staffId, name, before, after }) => (
              <li key={staffId} className={styles.line}>
                <Text>{name}</Text>
                <Text aria-label={GLANCE.becomes(before, after)}>{GLANCE.change(before, after)}</Text>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Table size="extra-small" aria-label={REVIEW.rows}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell className={styles.number}>{REVIEW.row}</TableHeaderCell>
            <TableHeaderCell className={styles.participant}>{REVIEW.participant}</TableHeaderCell>
            <TableHeaderCell className={styles.change}>{REVIEW.change}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map(({ row, participantId, action, caseworker, program, relationship, reason, date: day }) => (
            <TableRow key={row}>
              <TableCell className={styles.number}>{row}</TableCell>
              <TableCell className={styles.participant}>{participantId}</TableCell>
              <TableCell className={styles.change}>
                {[REVIEW.on(REVIEW.changes[action], dayOf(day)), caseworker, relationship, program, reason].filter(Boolean).join(', ')}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {total > rows.length && <Text>{REVIEW.more(total - rows.length)}</Text>}
    </div>
  );
}

function dayOf(iso: string | null): string | undefined {
  const serial = iso === null ? null : serialOfIso(iso);
  return serial === null ? undefined : date(serial);
}
