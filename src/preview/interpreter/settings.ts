import type { Workbook } from '../workbook/workbook';
import { HostObject } from './host-object';

class Setting extends HostObject {
  override readonly scalars = ['key', 'value'];
  constructor(
    private readonly workbook: Workbook,
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
    return this.workbook.settings.get(this.key);
  }
  set Value(value: unknown) {
    this.workbook.settings.set(this.key, value);
  }
  Delete(): null {
    this.workbook.settings.delete(this.key);
    return null;
  }
}

/** The workbook's settings. */
export class SettingCollection extends HostObject {
  constructor(private readonly workbook: Workbook) {
    super();
  }
  Add(key: string, value: unknown): HostObject {
    this.workbook.settings.set(key, value);
    return new Setting(this.workbook, key);
  }
  GetItemOrNullObject(key: string): HostObject | null {
    return this.workbook.settings.has(key) ? new Setting(this.workbook, key) : null;
  }
}
