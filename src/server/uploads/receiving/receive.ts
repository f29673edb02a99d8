import { randomUUID } from 'node:crypto';
import type { NewUpload, Upload } from '../../../api/uploads';
import { MAX_ROWS } from '../../../core/caseload/layout';
import { testCells } from '../../../core/sending/batches';
import { UPLOAD_REMARKS } from '../../../core/text/log';
import type { Account } from '../../accounts/sessions';
import type { Database } from '../../database/database';
import { readUploadFile } from '../../files/upload-file';
import { problems } from '../../http/problem';
import { sendJob } from '../../jobs/send-job';
import type { SentFile } from '../../threads/tasks';
import { requireSite } from '../access';
import { packSubmission } from '../upload-cells';
import { countUnfinished, receiveUpload } from '../upload-store';
import { countRows, withinLimits } from './received-sheet';

const LONGEST_NAME = 100;

interface Sheet extends NewUpload {
  /** Sheets to the left of the uploaded one. */
  readonly skipped?: readonly string[];
}

/** A file's name, cut before its ending. */
function withinLength(name: string): string {
  const ending = /\.[a-z]{3,4}$/i.exec(name)?.[0] ?? '';
  return `${name.slice(0, name.length - ending.length).slice(0, LONGEST_NAME - ending.length)}${ending}`;
}

/** @throws FileProblem */
async function readFile({ name, bytes, isTest }: SentFile): Promise<Sheet> {
  const { cells, hidden, skipped } = await readUploadFile(name, bytes);
  return {
    name: withinLength(name),
    cells: cells.map((row) => [...row]),
    test: isTest,
    skipped,
    ...(hidden === null ? {} : { hidden }),
  };
}

/**
 * Receives a sheet: stores it before anything else, and sends it to be checked. The same submission sent twice is one upload.
 * @throws FileProblem if a file can't be read; ProblemError if it exceeds the limits, or the key was used for other content
 */
export async function receiveSheet(
  database: Database,
  account: Account,
  key: string,
  sent: NewUpload | SentFile,
  now: Date,
): Promise<Upload> {
  const sheet: Sheet = 'bytes' in sent ? await readFile(sent) : sent;
  const all = withinLimits(sheet.cells);
  const notes = [
    ...(sheet.hidden === undefined ? [] : [UPLOAD_REMARKS.hiddenSheet(sheet.hidden.slice(0, LONGEST_NAME))]),
    ...(sheet.skipped === undefined || sheet.skipped.length === 0 ? [] : [UPLOAD_REMARKS.skippedSheets(sheet.skipped)]),
  ];
  // Slow work runs between transactions: the embedded database has one connection.
  const site = await database.withSite(account.site, (queries) => requireSite(queries, account));
  const isTest = sheet.test === true;
  const cells = isTest ? testCells(all, site) : all;
  const received = countRows(cells, site.duplicateCheck);
  if (received > MAX_ROWS) throw problems.tooLarge();
  const submission = {
    id: randomUUID(),
    key,
    name: sheet.name,
    ...packSubmission(sheet.name, isTest, cells),
    received,
    by: account.email,
    at: now,
    note: notes.length === 0 ? null : notes.join(' '),
    isTest,
  };
  return database.withSite(account.site, async (queries) => {
    const { upload, isNew } = await receiveUpload(queries, account.site, submission);
    if (isNew) {
      const waiting = await countUnfinished(queries, account.site, account.email);
      await sendJob(queries, 'check', { site: account.site, upload: upload.id }, upload.weight, waiting);
    }
    return upload;
  });
}
