import { isAtRest, type Upload } from '../../../api/uploads';
import type { Cells } from '../../../core/caseload/cells';
import type { Layout } from '../../../core/caseload/layout';
import { RECOMMENDED_ROWS } from '../../../core/check/sheet-check';
import { batchesOf, onlyRows } from '../../../core/sending/batches';
import { participantOf } from '../../../core/sending/participants';
import { batchName } from '../../../core/sending/upload-name';
import { BATCHES } from '../../../core/text/pane/uploads';
import type { Client } from '../../service/client';
import { sendCells } from '../../service/send-cells';
import type { Feedback } from '../../shell/feedback';
import type { BatchJob, PaneState } from '../../shell/pane-state';
import type { Store } from '../../shell/store';
import type { Uploads } from '../uploads';
import type { SentRows } from './sent-rows';

interface Work {
  readonly name: string;
  readonly cells: Cells;
  readonly layout: Layout;
  readonly batches: readonly (readonly number[])[];
}

/** Sends a sheet in batches of 600 rows: "We do not recommend uploading over 600 rows at once". */
export class Batches {
  #work: Work | undefined;

  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly uploads: Uploads,
    private readonly sentRows: SentRows,
  ) {}

  /** Starts batches of rows that were checked. What is left of earlier ones is not sent any more. */
  async start(name: string, cells: Cells, layout: Layout, rows: readonly number[]): Promise<void> {
    const batches = batchesOf(rows, RECOMMENDED_ROWS, participantOf(cells, layout));
    this.#work = { name, cells, layout, batches };
    this.store.set({
      screen: { name: 'uploads' },
      notice: undefined,
      batches: { name, total: batches.length, sent: 0, received: 0, accepted: 0, status: 'running' },
    });
    await this.#run();
  }

  /** Pauses after the current batch. */
  pause(): void {
    this.#change({ status: 'pausing' });
  }

  /** Continues with the batch after the last one sent, whatever its outcome. */
  async resume(): Promise<void> {
    this.#change({ status: 'running' });
    await this.#run();
  }

  dismiss(): void {
    this.#work = undefined;
    this.store.set({ batches: undefined });
  }

  async #run(): Promise<void> {
    for (let job = this.store.get().batches; job !== undefined && job.status === 'running'; job = this.store.get().batches) {
      const done = await this.#sendNext(job);
      const now = this.store.get().batches;
      if (done === undefined || now === undefined) {
        this.#change({ status: 'stopped', problem: BATCHES.unsent });
      } else if (done.state !== 'complete' && done.state !== 'needs-approval') {
        this.#change({ status: 'stopped', problem: problemOf(done)(now.sent) });
      } else if (now.sent === now.total) this.#change({ status: 'done' });
      else if (now.status === 'pausing') this.#change({ status: 'paused' });
    }
    await this.uploads.load(this.store.get().batches?.status === 'done' ? 'complete' : 'in-progress');
  }

  /** Sends the next batch and waits for its outcome; undefined if sending failed. */
  async #sendNext(job: BatchJob): Promise<Pick<Upload, 'state'> | undefined> {
    const batch = this.#work?.batches[job.sent];
    if (this.#work === undefined || batch === undefined) return undefined;
    const { name, cells, layout } = this.#work;
    const title = batchName(name, job.sent + 1, job.total).slice(0, 100);
    const stay = this.client.bind();
    try {
      // A test upload may have sent some since.
      const known = this.sentRows.known(name, cells, new Set(batch));
      stay();
      const rows = batch.filter((row) => !known.has(row));
      if (rows.length === 0) {
        this.#change({ sent: job.sent + 1 });
        return { state: 'complete' };
      }
      const upload = await sendCells(this.client, title, onlyRows(cells, layout, new Set(rows)));
      this.sentRows.add(name, cells, rows, upload.id);
      const done = await this.uploads.follow(upload, () => undefined);
      this.#change({ sent: job.sent + 1, received: job.received + done.received, accepted: job.accepted + (done.accepted ?? 0) });
      return done;
    } catch (error) {
      this.feedback.fail(error);
      return undefined;
    }
  }

  #change(change: Partial<BatchJob>): void {
    const { batches } = this.store.get();
    if (batches !== undefined) this.store.set({ batches: { ...batches, ...change } });
  }
}

/** Why batches stop after one, by its number. */
function problemOf(upload: Pick<Upload, 'state'>): (batch: number) => string {
  if (!isAtRest(upload)) return BATCHES.unknown;
  return upload.state === 'needs-fixes' ? BATCHES.needsFixes : BATCHES.failed;
}
