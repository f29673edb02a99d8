import type { Sheet } from '../../workbook/sheet/sheet';
import type { Workbook } from '../../workbook/workbook';
import { Collection, HostObject, invalidArgument, itemNotFound } from '../host-object';
import { camelCase, keepProperties, keptBag } from '../properties';

const TYPES: Readonly<Record<string, string>> = { number: 'Number', boolean: 'Boolean', string: 'String' };
const LONGEST = 255;

class CustomProperty extends HostObject {
  override readonly scalars = ['key', 'value', 'type'];
  constructor(
    private readonly owner: CustomPropertyCollection,
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
  get Type(): string {
    return TYPES[typeof this.Value] ?? 'String';
  }
  get Value(): unknown {
    const found = this.owner.entries.find(([key]) => key === this.key);
    if (found === undefined) throw itemNotFound();
    return found[1];
  }
  set Value(value: unknown) {
    this.owner.Add(this.key, value);
  }
  Delete(): null {
    this.owner.entries = this.owner.entries.filter(([key]) => key !== this.key);
    return null;
  }
}

/** The custom properties of a workbook or a sheet; keys are the same in either case. */
export class CustomPropertyCollection extends Collection<CustomProperty> {
  constructor(private readonly owner: Workbook | Sheet) {
    super();
  }
  get entries(): readonly (readonly [string, unknown])[] {
    return (keptBag(this.owner, 'custom').get('entries') ?? []) as readonly (readonly [string, unknown])[];
  }
  set entries(entries: readonly (readonly [string, unknown])[]) {
    keptBag(this.owner, 'custom').set('entries', entries);
  }
  override items(): readonly CustomProperty[] {
    return this.entries.map(([key]) => new CustomProperty(this, key));
  }
  Add(key: string, value: unknown): CustomProperty {
    if (key === '' || key.length > LONGEST || String(value).length > LONGEST) throw invalidArgument();
    const others = this.entries.filter(([one]) => one.toLowerCase() !== key.toLowerCase());
    this.entries = [...others, [key, value]];
    return new CustomProperty(this, key);
  }
  GetItemOrNullObject(key: string): CustomProperty | null {
    return this.items().find((item) => item.Key.toLowerCase() === key.toLowerCase()) ?? null;
  }
  GetItem(key: string): CustomProperty {
    const found = this.GetItemOrNullObject(key);
    if (found === null) throw itemNotFound();
    return found;
  }
  DeleteAll(): null {
    this.entries = [];
    return null;
  }
}

const TEXTS = {
  Title: '',
  Subject: '',
  Author: '',
  Keywords: '',
  Comments: '',
  LastAuthor: '',
  Category: '',
  Manager: '',
  Company: '',
  RevisionNumber: 0,
};

export class DocumentProperties extends HostObject {
  override readonly scalars = [...camelCase(Object.keys(TEXTS)), 'creationDate'];
  constructor(readonly workbook: Workbook) {
    super();
  }
  get Custom(): HostObject {
    return new CustomPropertyCollection(this.workbook);
  }
  get CreationDate(): string {
    return this.workbook.created;
  }
}
keepProperties(DocumentProperties, ({ workbook }) => keptBag(workbook, 'properties'), TEXTS);
