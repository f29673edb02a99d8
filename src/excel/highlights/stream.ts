import { PARTS } from './marks';

/** The ID of the function in `assets/functions.json`, and how formulas call it: the namespace is the manifest's. */
const FUNCTION = 'MARKS';
export const partFormula = (part: number): string => `=CASELOAD.${FUNCTION}(${part})`;

type Invocation = CustomFunctions.StreamingInvocation<string>;

/**
 * The function `CASELOAD.MARKS(part)`, by which the cells of the highlights’ sheet get their texts. Excel takes a result as a calculation:
 * unlike a write, it is no step of *Undo* (OfficeDev/office-js#2543), needs no right to change the workbook, and stays in one's own window
 * when several people work in a workbook.
 */
export class MarkStream {
  readonly #open = Array.from({ length: PARTS }, () => new Set<Invocation>());
  #text: (part: number) => string = () => '';

  /** Offers the function to Excel. Before Office is ready, so that no call is missed. */
  offer(): void {
    CustomFunctions.associate(FUNCTION, (part: number, invocation: Invocation) => {
      const open = this.#open[part];
      if (open === undefined) return invocation.setResult('');
      open.add(invocation);
      invocation.onCanceled = () => void open.delete(invocation);
      invocation.setResult(this.#text(part));
    });
  }

  /** Where the texts come from, from now on. */
  readFrom(text: (part: number) => string): void {
    this.#text = text;
  }

  /** Whether all cells listen. */
  get isOpen(): boolean {
    return this.#open.every(({ size }) => size > 0);
  }

  /** Gives the cells of a part its text. */
  update(part: number): void {
    const text = this.#text(part);
    for (const invocation of this.#open[part] ?? []) invocation.setResult(text);
  }
}

/** The stream of the workbook: each workbook has a runtime of its own. */
export const markStream = new MarkStream();
