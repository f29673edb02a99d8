import { cellArea } from '../../workbook/address';
import type { Sheet } from '../../workbook/sheet/sheet';
import type { Comment, CommentText } from '../../workbook/tables/parts';
import { freshId } from '../fresh-id';
import { Collection, HostError, HostObject, invalidArgument, itemNotFound } from '../host-object';
import { type CellsObject, type ObjectModel, registerEvents, WHOLE_WORKBOOK } from '../object-model';
import { placeOf } from '../range/addresses';

type Content = string | { readonly richContent: string; readonly mentions: readonly unknown[] };

const AUTHOR = { name: 'Preview', email: 'preview@example.com' };

function textOf(content: Content): Omit<CommentText, 'id' | 'created'> {
  if (typeof content === 'string') {
    if (content === '') throw invalidArgument();
    return { content, contentType: 'Plain', mentions: [] };
  }
  return { content: content.richContent, contentType: 'Mention', mentions: content.mentions };
}

function newText(content: Content): CommentText {
  return { ...textOf(content), id: freshId('COMMENT'), created: new Date().toISOString() };
}

/** The text of a mention as it is shown: `<at id="0">Name</at>` becomes the name. */
function plain({ content }: CommentText): string {
  return content.replace(/<at id="\d+">(.*?)<\/at>/g, '@$1');
}

class TextObject extends HostObject {
  override readonly scalars = [
    'id',
    'content',
    'contentType',
    'richContent',
    'mentions',
    'authorName',
    'authorEmail',
    'creationDate',
    'resolved',
  ];
  constructor(
    protected readonly owner: CommentCollection,
    protected readonly sheet: Sheet,
    protected readonly id: string,
    private readonly replyId?: string,
  ) {
    super();
  }
  override identity() {
    return { Id: this.replyId ?? this.id };
  }
  get comment(): Comment {
    const found = this.sheet.comments.find(this.id);
    if (found === undefined) throw itemNotFound();
    return found;
  }
  protected get text(): CommentText {
    if (this.replyId === undefined) return this.comment;
    const found = this.comment.replies.find(({ id }) => id === this.replyId);
    if (found === undefined) throw itemNotFound();
    return found;
  }
  protected change(change: Partial<Comment>): null {
    this.sheet.comments.change(this.id, change);
    this.owner.tell('commentChanged', this.sheet, this.comment);
    return null;
  }
  protected changeText(content: Content): void {
    const text = textOf(content);
    const { replyId } = this;
    if (replyId === undefined) this.change(text);
    else this.change({ replies: this.comment.replies.map((reply) => (reply.id === replyId ? { ...reply, ...text } : reply)) });
  }
  get Id(): string {
    return this.replyId ?? this.id;
  }
  get Content(): string {
    return plain(this.text);
  }
  set Content(content: string) {
    this.changeText(content);
  }
  get ContentType(): string {
    return this.text.contentType;
  }
  get RichContent(): string {
    return this.text.content;
  }
  get Mentions(): readonly unknown[] {
    return this.text.mentions;
  }
  get AuthorName(): string {
    return AUTHOR.name;
  }
  get AuthorEmail(): string {
    return AUTHOR.email;
  }
  get CreationDate(): string {
    return this.text.created;
  }
  get Resolved(): boolean {
    return this.comment.resolved;
  }
  UpdateMentions(content: Content): null {
    this.changeText(content);
    return null;
  }
  GetLocation(): HostObject {
    return this.owner.model.range(this.sheet, this.comment.area);
  }
}

class CommentReply extends TextObject {
  GetParentComment(): HostObject {
    return new CommentObject(this.owner, this.sheet, this.id);
  }
  Delete(): null {
    return this.change({ replies: this.comment.replies.filter(({ id }) => id !== this.Id) });
  }
}

class CommentObject extends TextObject {
  get Replies(): HostObject {
    return new CommentReplyCollection(this.owner, this.sheet, this.id);
  }
  override get Resolved(): boolean {
    return super.Resolved;
  }
  override set Resolved(resolved: boolean) {
    this.change({ resolved });
  }
  Delete(): null {
    const { comment } = this;
    this.sheet.comments.remove([comment]);
    this.owner.tell('commentDeleted', this.sheet, comment);
    return null;
  }
}

class CommentReplyCollection extends Collection<CommentReply> {
  constructor(
    private readonly owner: CommentCollection,
    private readonly sheet: Sheet,
    private readonly id: string,
  ) {
    super();
  }
  #comment(): Comment {
    const found = this.sheet.comments.find(this.id);
    if (found === undefined) throw itemNotFound();
    return found;
  }
  override items(): readonly CommentReply[] {
    return this.#comment().replies.map((reply) => new CommentReply(this.owner, this.sheet, this.id, reply.id));
  }
  Add(content: Content, _contentType: string | null): HostObject {
    const reply = newText(content);
    this.sheet.comments.change(this.id, { replies: [...this.#comment().replies, reply] });
    this.owner.tell('commentChanged', this.sheet, this.#comment());
    return new CommentReply(this.owner, this.sheet, this.id, reply.id);
  }
  GetItemOrNullObject(id: string): CommentReply | null {
    return this.items().find((reply) => reply.Id === id) ?? null;
  }
  GetItem(id: string): CommentReply {
    const found = this.GetItemOrNullObject(id);
    if (found === null) throw itemNotFound();
    return found;
  }
}

/** The comments of a sheet or of the workbook. */
export class CommentCollection extends Collection<CommentObject> {
  constructor(
    readonly model: ObjectModel,
    readonly sheet: Sheet | null,
  ) {
    super();
  }
  tell(type: 'commentAdded' | 'commentChanged' | 'commentDeleted', sheet: Sheet, comment: Comment): void {
    this.model.workbook.emit({ type, sheet, comment });
  }
  override items(): readonly CommentObject[] {
    const sheets = this.sheet === null ? this.model.workbook.sheets : [this.sheet];
    return sheets.flatMap((sheet) => sheet.comments.items.map(({ id }) => new CommentObject(this, sheet, id)));
  }
  #place(cell: CellsObject | string): { sheet: Sheet; row: number; column: number } {
    const given =
      typeof cell === 'string'
        ? placeOf(cell, this.sheet ?? this.model.workbook.active, this.model.workbook)
        : { sheet: cell.sheet, area: cell.areas[0] };
    if (given.area === undefined || given.area.rows * given.area.columns !== 1) throw invalidArgument();
    return { sheet: given.sheet, row: given.area.row, column: given.area.column };
  }
  Add(cell: CellsObject | string, content: Content, _contentType: string | null): CommentObject {
    const { sheet, row, column } = this.#place(cell);
    if (sheet.comments.at(row, column) !== undefined) throw new HostError('InvalidOperation', 'The cell has a comment already.');
    const comment: Comment = { ...newText(content), area: cellArea(row, column), resolved: false, replies: [] };
    sheet.comments.add(comment);
    this.tell('commentAdded', sheet, comment);
    return new CommentObject(this, sheet, comment.id);
  }
  GetItemOrNullObject(id: string): CommentObject | null {
    return this.items().find((comment) => comment.Id === id) ?? null;
  }
  GetItem(id: string): CommentObject {
    return sure(this.GetItemOrNullObject(id));
  }
  GetItemByCell(cell: CellsObject | string): CommentObject {
    const { sheet, row, column } = this.#place(cell);
    const found = sheet.comments.at(row, column);
    return sure(found === undefined ? null : new CommentObject(this, sheet, found.id));
  }
  GetItemByReplyId(id: string): CommentObject {
    return sure(this.items().find(({ comment }) => comment.replies.some((reply) => reply.id === id)) ?? null);
  }
}
registerEvents(
  CommentCollection,
  { AddedEvent: 'commentAdded', ChangedEvent: 'commentChanged', DeletedEvent: 'commentDeleted' },
  ({ model, sheet }, event, on) => model.events.register(event, sheet?.id ?? WHOLE_WORKBOOK, on),
);

function sure<T>(object: T | null): T {
  if (object === null) throw itemNotFound();
  return object;
}
