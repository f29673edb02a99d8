import * as z from 'zod';
import { endpoints } from '../../api/endpoints';
import { correctionsRequest } from '../../api/site';
import type { Correction } from '../../core/caseload/reference';
import { listKey } from '../../core/caseload/text-keys';
import { readSetting, writeSetting } from '../../excel/settings';
import type { Client } from '../service/client';
import type { PaneState } from '../shell/pane-state';
import type { Store } from '../shell/store';

const SETTING = 'caseload.corrections';
/** The most corrections kept in a workbook. */
const MAX_KEPT = 500;
/** The longest text to keep, in characters. */
const LONGEST = 200;

const kept = z.object({ corrections: correctionsRequest.shape.corrections, unsent: z.boolean() });

/** Remembers the values chosen for wrong ones, to suggest them first: in the service for the site, and in the workbook for working offline. */
export class Corrections {
  #chosen: readonly Correction[] = [];
  /** Called with all known corrections. */
  onChange: (corrections: readonly Correction[]) => void = () => undefined;
  /** Called with each correction that is chosen. */
  remembered: (correction: Correction) => void = () => undefined;

  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
  ) {}

  /** Merges the workbook's and the service's corrections, and sends unsent ones. */
  async open(): Promise<void> {
    const { site } = this.store.get();
    const inWorkbook = kept.safeParse(parseJson(await readSetting(SETTING).catch(() => undefined))).data;
    this.#chosen = inWorkbook?.corrections ?? [];
    if (site === undefined) return;
    this.store.set({ site: { ...site, corrections: [...this.#chosen, ...site.corrections] } });
    if (inWorkbook?.unsent) await this.#send();
  }

  /** Remembers the value chosen for a wrong one, locally at once. */
  async remember(list: string, wrong: string, value: string): Promise<void> {
    const { site } = this.store.get();
    const key = listKey(wrong);
    if (site === undefined || key === '' || key.length > LONGEST || value.length > LONGEST) return;
    const correction = { list, wrong: key, value };
    this.#chosen = [correction, ...this.#chosen.filter((one) => one.list !== list || one.wrong !== key)].slice(0, MAX_KEPT);
    this.store.set({
      site: { ...site, corrections: [correction, ...site.corrections.filter((one) => one.list !== list || one.wrong !== key)] },
    });
    this.onChange(this.store.get().site?.corrections ?? []);
    this.remembered(correction);
    await this.#send();
  }

  async #send(): Promise<void> {
    const sent =
      this.client.signedIn &&
      (await this.client.call(endpoints.saveCorrections, { body: { corrections: this.#chosen } }).then(
        () => true,
        () => false,
      ));
    // Ignored: the service has it, or the user chooses again.
    await writeSetting(SETTING, JSON.stringify({ corrections: this.#chosen, unsent: !sent })).catch(() => undefined);
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
