import type * as z from 'zod';
import { checkRequest } from '../../api/check';
import { MAX_FINDINGS } from '../../api/shared';
import { fixesRequest, newUpload } from '../../api/uploads';
import { explainAll } from '../../core/check/findings';
import { type Fault, severityOf } from '../../core/rules/codes';
import { INVALID, PARTS } from '../../core/text/problems';
import { readRights } from '../accounts/rights';
import type { Database } from '../database/database';
import { makeTemplateWorkbook } from '../files/template-workbook';
import { type JsonLimits, readJson, SHEET_LIMITS, SMALL_LIMITS } from '../http/bodies/json';
import { problems } from '../http/problem';
import { applyUpload, checkUpload } from '../jobs/upload-steps';
import { checkAgainstRecord, type ReadRecord } from '../record/check-sheet';
import { readEffects } from '../record/effects';
import { previewUndo, undoUpload } from '../record/undo';
import { requireSite, requireUpload } from '../uploads/access';
import { needsApproval } from '../uploads/approval/approval';
import { reviewUpload } from '../uploads/approval/review';
import { applyFixes, saveFixes } from '../uploads/fixes/upload-fixes';
import { receiveSheet } from '../uploads/receiving/receive';
import { withinLimits } from '../uploads/receiving/received-sheet';
import type { TaskName, Tasks } from './tasks';

type Handlers = { readonly [Name in TaskName]: (input: Tasks[Name]['input'], database: Database) => Promise<Tasks[Name]['output']> };

/** Parses a body by its schema. @throws ProblemError with the path */
function readBody<Schema extends z.ZodType>(body: Uint8Array, schema: Schema, limits: JsonLimits): z.infer<Schema> {
  const read = schema.safeParse(readJson(body, limits));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw problems.invalid(issue?.path.join(', ') || PARTS.body, issue?.message ?? INVALID.invalid);
}

/** The faults that fit an answer, by row: no error is left out for a warning. */
function mostSevere(faults: readonly Fault[]): readonly Fault[] {
  if (faults.length <= MAX_FINDINGS) return faults;
  const errors = faults.filter((fault) => severityOf(fault) === 'error').slice(0, MAX_FINDINGS);
  let warnings = MAX_FINDINGS - errors.length;
  const chosen = new Set(errors);
  return faults.filter((fault) => chosen.has(fault) || (severityOf(fault) === 'warning' && warnings-- > 0));
}

/** The tasks' implementations. They must not log: sheets contain personal data. */
export const HANDLERS: Handlers = {
  async check({ account, body, now }, database) {
    const cells = withinLimits(readBody(body, checkRequest, SHEET_LIMITS).cells);
    const read: ReadRecord = (work) => database.withSite(account.site, work);
    const { site, rights } = await read(async (queries) => {
      const found = await requireSite(queries, account);
      const { who: _, ...rights } = await readRights(queries, found, account.email);
      return { site: found, rights };
    });
    const checked = await checkAgainstRecord(read, site, [rights], cells, new Date(now));
    const told = mostSevere(checked.faults);
    const warnings = checked.faults.length - checked.errors;
    const findings = explainAll(checked.check, checked.lookups, cells, told);
    const { rows, errors } = checked;
    const effects = errors > 0 || rows.length === 0 ? null : await readEffects(read, site, checked);
    const waits = await read((queries) =>
      needsApproval(queries, account.site, { received: rows.length, createdBy: account.email }, [account.email]),
    );
    return Buffer.from(JSON.stringify({ rows: rows.length, errors, warnings, findings, effects, needsApproval: waits }));
  },

  async receive({ account, key, sent, now }, database) {
    return receiveSheet(database, account, key, sent instanceof Uint8Array ? readBody(sent, newUpload, SHEET_LIMITS) : sent, new Date(now));
  },

  async saveFixes({ account, id, body, now }, database) {
    const { fixes } = readBody(body, fixesRequest, { ...SMALL_LIMITS, containers: 2 * SMALL_LIMITS.containers });
    return saveFixes(database, account, id, fixes, new Date(now));
  },

  next: ({ account, id, now }, database) => applyFixes(database, account, id, new Date(now)),

  async undo({ account, id, now, publicUrl }, database) {
    return database.withSite(account.site, async (queries) =>
      undoUpload(queries, account, await requireUpload(queries, account, id), new Date(now), publicUrl),
    );
  },

  async previewUndo({ account, id, now, publicUrl }, database) {
    return database.withSite(account.site, async (queries) =>
      previewUndo(queries, account, await requireUpload(queries, account, id), new Date(now), publicUrl),
    );
  },

  review: ({ account, id, now }, database) => reviewUpload(database, account, id, new Date(now)),

  checkUpload: (input, database) => checkUpload(database, input),
  applyUpload: (input, database) => applyUpload(database, input),

  async template({ account, query }, database) {
    return makeTemplateWorkbook(query, await database.withSite(account.site, (queries) => requireSite(queries, account)));
  },
};
