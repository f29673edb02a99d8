import { serialOfIso } from '../caseload/dates';
import type { RowChange } from '../rules/record';
import { date, number } from './format';
import { translated } from './language';

/** What an upload, or undoing one, did to a record. */
export type AuditEvent = RowChange | `${RowChange}-undone`;

/** An assignment or enrollment before or after a change; dates are YYYY-MM-DD. */
export interface AuditState {
  readonly start?: string | null | undefined;
  readonly end?: string | null | undefined;
  readonly status?: string | null | undefined;
  readonly reason?: string | null | undefined;
}

function shownDate(iso: string | null | undefined): string | undefined {
  const serial = iso ? serialOfIso(iso) : null;
  return serial === null ? undefined : date(serial);
}

/** `since 3/14/2026, Active`: an assignment or enrollment in words. */
export const auditState = translated('auditState', (state: AuditState | null): string => {
  if (state === null) return 'none';
  const [start, end] = [shownDate(state.start), shownDate(state.end)];
  const span = end === undefined ? `since ${start ?? '?'}` : `${start ?? '?'} to ${end}`;
  return [span, state.status, state.reason].filter(Boolean).join(', ');
});

/** The audit trail of a participant. */
export const AUDIT = translated('AUDIT', {
  title: 'Audit trail',
  explanation: 'Every change of a participant’s assignments and enrollments, newest first.',
  back: 'Settings',
  participantId: 'Participant ID',
  notAnId: 'A Participant ID is a whole number.',
  show: 'Show',
  reading: 'Reading the audit trail',
  download: 'Download .csv',
  none: 'Nothing was changed by an upload.',
  /** More than these are not shown. */
  of: (participant: number) => `Participant ${participant}`,
  newest: (changes: number) => `These are the newest ${number(changes)} changes.`,
  events: {
    begun: 'Assignment began',
    ended: 'Assignment ended',
    enrolled: 'Entered the program',
    left: 'Left the program',
    'begun-undone': 'Beginning undone',
    'ended-undone': 'Ending undone',
    'enrolled-undone': 'Entering undone',
    'left-undone': 'Leaving undone',
  } satisfies Readonly<Record<AuditEvent, string>>,
  change: (before: string, after: string) => `${before} → ${after}`,
  source: (by: string, at: string, upload: string, row: number) => `${by}, ${at}, “${upload}”, row ${row}`,
  chosen: (column: string, value: string, by: string) => `${column} ${value}, chosen by ${by}`,
  fileName: (participant: number) => `audit ${participant}.csv`,
  header: ['Time', 'User', 'Upload', 'Row', 'Change', 'Program', 'Caseworker', 'Caseworker Relationship', 'Before', 'After', 'Fixed By'],
});
