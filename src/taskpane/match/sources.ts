import * as z from 'zod';
import { endpoints } from '../../api/endpoints';
import type { Mapping } from '../../api/site';
import { type IdKind, MAX_ID_LENGTH, MAX_IDS, type Source } from '../../api/sources';
import { type Cells, cellText } from '../../core/caseload/cells';
import type { Correction } from '../../core/caseload/reference';
import { headerKey } from '../../core/caseload/text-keys';
import { FileProblem } from '../../core/files/decode-text';
import type { Chosen } from '../../core/match/fill-rows';
import { readSourceValues, type SourceValues } from '../../core/match/source-values';
import { MATCH_NOTICES } from '../../core/text/pane/match';
import { readSetting, writeSetting } from '../../excel/settings';
import type { Client } from '../service/client';
import type { Matching } from '../shell/pane-state';

const SETTING = 'caseload.sources';
const filledSheets = z.array(z.object({ sheetId: z.string(), source: z.string() }));
/** The most worksheets whose source is remembered. */
const MAX_SHEETS = 100;
const OWN_ID: Readonly<Record<string, IdKind>> = { participantid: 'participant', staffid: 'staff', caseworkerstaffid: 'staff' };

/** The systems from which sheets come: their columns, corrections and own IDs. */
export class Sources {
  constructor(private readonly client: Client) {}

  /** The known sources; none without the service. */
  async list(): Promise<readonly Source[]> {
    if (!this.client.signedIn) return [];
    return this.client.call(endpoints.listSources).then(
      ({ sources }) => sources,
      () => [],
    );
  }

  save(name: string, { columns }: Mapping): Promise<Source> {
    return this.client.call(endpoints.saveSource, { body: { name, columns } });
  }

  /** What is known of the values of a sheet; undefined if its source is not known. @throws ServiceProblem */
  async valuesFor({ known, sourceName, headerRow }: Matching, cells: Cells, chosen: Chosen): Promise<SourceValues | undefined> {
    const source = known.find(({ name }) => name === sourceName.trim());
    if (source === undefined) return undefined;
    return readSourceValues(source, cells, headerRow, chosen, { ids: MAX_IDS, length: MAX_ID_LENGTH }, (body) =>
      this.client.call(endpoints.resolveSourceIds, { params: { id: source.id }, body }),
    );
  }

  /** Remembers in the workbook from which source a worksheet was filled. */
  async fills(sheetId: string | undefined, source: string): Promise<void> {
    if (sheetId === undefined) return;
    const others = (await this.#filled()).filter((sheet) => sheet.sheetId !== sheetId);
    if (source === '' && others.length === (await this.#filled()).length) return;
    const own = source === '' ? [] : [{ sheetId, source }];
    await writeSetting(SETTING, JSON.stringify([...own, ...others].slice(0, MAX_SHEETS)));
  }

  async #filled(): Promise<z.infer<typeof filledSheets>> {
    const text = await readSetting(SETTING).catch(() => undefined);
    try {
      return filledSheets.parse(JSON.parse(text ?? '[]'));
    } catch {
      return [];
    }
  }

  /** Remembers a correction on a worksheet for its source, too. Without the service, it is only suggested. */
  async correct(sheetId: string | undefined, correction: Correction): Promise<void> {
    const name = (await this.#filled()).find((sheet) => sheet.sheetId === sheetId)?.source;
    const source = name === undefined ? undefined : (await this.list()).find((one) => one.name === name);
    if (source === undefined) return;
    await this.client
      .call(endpoints.addSourceCorrections, { params: { id: source.id }, body: { corrections: [correction] } })
      .catch(() => undefined);
  }

  /**
   * Takes in a source's own IDs, from a file with the columns *External ID* and *Participant ID* or *Staff ID*.
   * @returns how many
   * @throws ServiceProblem, FileProblem
   */
  async importIds(name: string, file: File): Promise<number> {
    const { readFileCells } = await import(/* webpackChunkName: "read-file" */ '../../core/files/read-file');
    const cells = await readFileCells(file.name, new Uint8Array(await file.arrayBuffer()));
    const [header = [], ...rows] = cells;
    const keys = header.map((cell) => headerKey(cellText(cell)));
    const external = keys.indexOf('externalid');
    const internal = keys.findIndex((key) => OWN_ID[key] !== undefined);
    const kind = OWN_ID[keys[internal] ?? ''];
    if (external < 0 || kind === undefined) throw new FileProblem(MATCH_NOTICES.noIds);
    const ids = rows.flatMap((row, place) => {
      const [theirs, ours] = [cellText(row[external]).trim(), cellText(row[internal]).trim()];
      if (theirs === '' && ours === '') return [];
      if (!/^\d{1,15}$/.test(ours) || theirs === '') throw new FileProblem(MATCH_NOTICES.notAnId(place + 2));
      return [{ external: theirs, internal: Number(ours) }];
    });
    const known = (await this.list()).find((one) => one.name === name.trim());
    const source = known ?? (await this.save(name.trim(), { columns: {} }));
    let saved = 0;
    for (let from = 0; from < ids.length; from += MAX_IDS) {
      const part = { kind, ids: ids.slice(from, from + MAX_IDS) };
      saved += (await this.client.call(endpoints.saveSourceIds, { params: { id: source.id }, body: part })).saved;
    }
    return saved;
  }
}
