import { FileProblem } from '../../core/files/decode-text';
import { ListsProblem, type ListTable } from '../../core/files/site-lists';
import { LISTS_NOTICES } from '../../core/text/pane/settings';
import { readSheet, sheetNames } from '../../excel/read';
import type { Connection } from '../service/connection';
import type { Feedback } from '../shell/feedback';

/** Loads lists from a site's folder or from worksheets, for working without the service. */
export class OwnLists {
  constructor(
    private readonly feedback: Feedback,
    private readonly connection: Connection,
  ) {}

  /** @param files of a site's folder: `site.json`, `programs.csv`, `staff.csv`, `feeders.csv`; others are ignored */
  fromFiles(files: readonly File[]): Promise<void> {
    return this.#use(async () => {
      const { readFileCells } = await import(/* webpackChunkName: "read-file" */ '../../core/files/read-file');
      const tables = files.filter(({ name }) => /\.(csv|xlsx)$/i.test(name));
      const read = async (file: File) => ({
        name: file.name,
        cells: await readFileCells(file.name, new Uint8Array(await file.arrayBuffer())),
      });
      return { tables: await Promise.all(tables.map(read)), json: await files.find(({ name }) => name === 'site.json')?.text() };
    });
  }

  fromWorksheets(): Promise<void> {
    return this.#use(async () => {
      const tables: ListTable[] = [];
      for (const name of (await sheetNames()).names) tables.push({ name, cells: await readSheet(name) });
      return { tables, json: undefined };
    });
  }

  async #use(read: () => Promise<{ tables: readonly ListTable[]; json: string | undefined }>): Promise<void> {
    await this.feedback.during(LISTS_NOTICES.reading, async () => {
      try {
        const { tables, json } = await read();
        const { readSiteLists } = await import(/* webpackChunkName: "read-file" */ '../../core/files/site-lists');
        const lists = readSiteLists(tables, json);
        const programs = lists.programs.map((program) => ({ ...program, digests: true }));
        await this.connection.openLists({ ...lists, programs, approvalRows: null, digests: false, retentionDays: null });
        this.feedback.notify({ intent: 'success', ...LISTS_NOTICES.loaded });
      } catch (error) {
        if (!(error instanceof ListsProblem || error instanceof FileProblem)) throw error;
        this.feedback.notify({ intent: 'error', title: LISTS_NOTICES.unreadable, detail: error.message });
      }
    });
  }
}
