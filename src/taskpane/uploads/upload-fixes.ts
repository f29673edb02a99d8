import { endpoints } from '../../api/endpoints';
import type { ChosenFix, ErrorGroup, ErrorGroups, Upload } from '../../api/uploads';
import { serialOfToday } from '../../core/caseload/dates';
import { createLookups, type Lookups } from '../../core/caseload/lookup';
import { readFix } from '../../core/fixes/read-fix';
import { UPLOAD_FIXES } from '../../core/text/pane/uploads';
import type { Corrections } from '../fixes/corrections';
import type { Fixes } from '../fixes/fixes';
import type { Client } from '../service/client';
import type { Feedback } from '../shell/feedback';
import { type PaneState, screenNamed, type UploadErrors } from '../shell/pane-state';
import type { Store } from '../shell/store';
import type { Uploads } from './uploads';

/** The state and actions of *Fix errors* of an upload. Each fix is saved at once. */
export class UploadFixes {
  #lookups: Lookups | undefined;

  constructor(
    private readonly client: Client,
    private readonly store: Store<PaneState>,
    private readonly feedback: Feedback,
    private readonly uploads: Uploads,
    private readonly sheet: Fixes,
    private readonly corrections: Corrections,
  ) {}

  get #errors(): UploadErrors | undefined {
    return screenNamed(this.store.get(), 'upload-fixes')?.errors;
  }

  async open(upload: Upload): Promise<void> {
    const { site } = this.store.get();
    if (site === undefined) return;
    this.#lookups = createLookups(site);
    await this.feedback.guard(async () => {
      const found = await this.#allErrors(upload.id);
      this.store.set({ screen: { name: 'upload-fixes', errors: { upload, ...found } }, notice: undefined });
    });
  }

  /** Loads all groups, page by page, and their lists. */
  async #allErrors(id: string): Promise<Pick<ErrorGroups, 'groups' | 'lists'>> {
    const groups: ErrorGroup[] = [];
    const lists: Record<string, string[]> = {};
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: ErrorGroups = await this.client.call(endpoints.listErrors, { params: { id }, query: { limit: 500, cursor } });
      groups.push(...page.groups);
      Object.assign(lists, page.lists);
      cursor = page.next;
    }
    return { groups, lists };
  }

  close(): void {
    void this.uploads.show('in-progress');
  }

  problemWith(group: ErrorGroup, text: string): string | undefined {
    const { site } = this.store.get();
    if (this.#lookups === undefined || site === undefined) return undefined;
    const fix = readFix(asFixable(group), text, this.#lookups, serialOfToday(new Date(), site.timeZone));
    return 'problem' in fix ? fix.problem : undefined;
  }

  async choose(group: ErrorGroup, value: string): Promise<void> {
    await this.#save([{ group: group.id, value }]);
    if (group.list !== null && group.value !== '') await this.corrections.remember(group.list, group.value, value);
  }

  leaveOut(groups: readonly ErrorGroup[]): Promise<void> {
    return this.#save(groups.map(({ id }) => ({ group: id, leaveOut: true })));
  }

  takeBack(group: ErrorGroup): Promise<void> {
    return this.#save([{ group: group.id, open: true }]);
  }

  /** Chooses the best suggestion wherever it is certain. */
  chooseObvious(): Promise<void> {
    const open = (this.#errors?.groups ?? []).filter(
      ({ fix, settled, fixable, obvious }) => fix === null && !settled && fixable && obvious,
    );
    return this.#save(open.map(({ id, suggestions }) => ({ group: id, value: suggestions[0] ?? '' })));
  }

  async #save(fixes: ChosenFix[]): Promise<void> {
    const errors = this.#errors;
    if (errors === undefined || fixes.length === 0) return;
    await this.feedback.guard(async () => {
      const saved = await this.client.call(endpoints.saveFixes, { params: { id: errors.upload.id }, body: { fixes } });
      const changed = new Map(saved.groups.map((group) => [group.id, group]));
      // Other fixes may have been saved meanwhile, or another upload opened.
      const now = this.#errors;
      if (now?.upload.id !== errors.upload.id) return;
      const groups = now.groups.map((group) => changed.get(group.id) ?? group);
      this.store.set({ screen: { name: 'upload-fixes', errors: { ...now, groups } } });
    });
  }

  /** Checks the upload again with its fixes; it is applied if it has no more errors. */
  async next(): Promise<void> {
    const errors = this.#errors;
    if (errors === undefined) return;
    await this.feedback.guard(async () => {
      const again = await this.client.call(endpoints.recheckUpload, { params: { id: errors.upload.id } });
      await this.uploads.show('in-progress');
      const done = await this.feedback.during(UPLOAD_FIXES.checkingAgain, (tell) =>
        this.uploads.follow(again, (upload) => tell(upload.progress)),
      );
      if (done?.state === 'needs-fixes') {
        await this.open(done);
        this.feedback.notify({ intent: 'warning', ...UPLOAD_FIXES.moreErrors });
      } else if (done !== undefined) await this.uploads.showOutcome(done);
    });
  }

  /** Makes the chosen fixes on the open sheet, too. */
  writeIntoSheet(): Promise<void> {
    const chosen = (this.#errors?.groups ?? []).flatMap(({ column, value, fix }) =>
      fix !== null && 'value' in fix ? [{ column, value, text: fix.value }] : [],
    );
    return this.sheet.fixAlike(chosen);
  }
}

/** Converts a group's `null` list to `undefined`. */
function asFixable({ column, list, fixable }: ErrorGroup): Parameters<typeof readFix>[0] {
  return { column, fixable, list: (list ?? undefined) as Parameters<typeof readFix>[0]['list'] };
}
