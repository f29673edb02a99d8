import { Collection, HostObject, itemNotFound } from '../host-object';
import type { ObjectModel } from '../object-model';

class Setting extends HostObject {
  override readonly scalars = ['key', 'value'];
  constructor(
    private readonly model: ObjectModel,
    private readonly key: string,
  ) {
    super();
  }
  override identity() {
    return { Key: this.key };
  }
  get Key(): string {
    return this.key;
  }
  get Value(): unknown {
    return this.model.workbook.settings.get(this.key);
  }
  set Value(value: unknown) {
    this.model.workbook.settings.set(this.key, value);
  }
  Delete(): null {
    this.model.workbook.settings.delete(this.key);
    return null;
  }
}

/** The workbook's settings. */
export class SettingCollection extends Collection<Setting> {
  constructor(readonly model: ObjectModel) {
    super();
  }
  override items(): readonly Setting[] {
    return [...this.model.workbook.settings.keys()].map((key) => new Setting(this.model, key));
  }
  Add(key: string, value: unknown): Setting {
    this.model.workbook.settings.set(key, value);
    return new Setting(this.model, key);
  }
  GetItemOrNullObject(key: string): Setting | null {
    return this.model.workbook.settings.has(key) ? new Setting(this.model, key) : null;
  }
  GetItem(key: string): Setting {
    const found = this.GetItemOrNullObject(key);
    if (found === null) throw itemNotFound();
    return found;
  }
}
