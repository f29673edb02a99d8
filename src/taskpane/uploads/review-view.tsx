import { Button, Field, makeStyles, Text, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Review, Upload } from '../../api/uploads';
import { serialOfIso } from '../../core/caseload/dates';
import { date } from '../../core/text/format';
import { GLANCE, REVIEW, UPLOADS } from '../../core/text/pane/uploads';
import { BackButton } from '../shell/back-button';
import { DataTable } from '../shell/data-table';
import { ScreenTitle } from '../shell/screen-title';
import type { Uploads } from './uploads';

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '8px' },
  primary: { width: '100%' },
  line: { display: 'flex', justifyContent: 'space-between', gap: '8px', minHeight: '24px' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
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
      <BackButton to={UPLOADS.back} onClick={() => void actions.show('in-progress')} />
      <ScreenTitle>{REVIEW.title(upload.name)}</ScreenTitle>
      <Text>{REVIEW.sentBy(upload.releasedBy, total)}</Text>
      <Text>{effects === null ? REVIEW.notPossible : GLANCE.effects(effects)}</Text>
      <Button
        appearance="primary"
        className={styles.primary}
        disabled={disabled || effects === null}
        onClick={() => void actions.approve(upload, review.round)}
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
      <DataTable
        label={REVIEW.rows}
        rows={rows}
        keyOf={({ row }) => row}
        columns={[
          { title: REVIEW.row, width: 40, cell: ({ row }) => row },
          { title: REVIEW.participant, width: 80, cell: ({ participantId }) => participantId },
          { title: REVIEW.change, cell: changeIn },
        ]}
      />
      {total > rows.length && <Text>{REVIEW.more(total - rows.length)}</Text>}
    </div>
  );
}

/** A row's change in words. */
function changeIn({ action, date: day, caseworker, relationship, program, reason }: Review['rows'][number]): string {
  return [REVIEW.on(REVIEW.changes[action], dayOf(day)), caseworker, relationship, program, reason].filter(Boolean).join(', ');
}

function dayOf(iso: string | null): string | undefined {
  const serial = iso === null ? null : serialOfIso(iso);
  return serial === null ? undefined : date(serial);
}
