import { type Area, contains, intersect, type Shift, sameArea, shiftArea, without } from '../address';
import type { ConditionalFormat } from './conditional-formats';

/** A data validation, in the words of Office.js. */
export interface Validation {
  readonly area: Area;
  /** `{ list: { inCellDropDown, source } }` and the like. */
  rule: Readonly<Record<string, unknown>> | null;
  prompt: Readonly<Record<string, unknown>> | null;
  errorAlert: Readonly<Record<string, unknown>> | null;
  ignoreBlanks: boolean;
}

export interface RulesState {
  readonly formats: readonly { readonly format: ConditionalFormat; readonly now: ConditionalFormat }[];
  readonly validations: readonly Validation[];
}

/** A sheet's conditional formats, the first of which wins, and data validations, the last of which wins. */
export class Rules {
  formats: readonly ConditionalFormat[] = [];
  #validations: readonly Validation[] = [];

  /** The validation of exactly this block, which is made if there is none. */
  validation(area: Area): Validation {
    const there = this.#validations.find((one) => sameArea(one.area, area));
    if (there !== undefined) return there;
    const fresh: Validation = { area, rule: null, prompt: null, errorAlert: null, ignoreBlanks: true };
    this.#validations = [...this.#validations, fresh];
    return fresh;
  }

  /** The validation with a rule that applies to a cell. */
  validationAt(row: number, column: number): Validation | undefined {
    return this.#validations.findLast((one) => one.rule !== null && contains(one.area, row, column));
  }

  /** The validations that reach into a block. */
  validationsIn(area: Area): readonly Validation[] {
    return this.#validations.filter((one) => intersect(one.area, area) !== null);
  }

  /** Adds validations as they are: of several for a block, each may say something else. */
  addValidations(validations: readonly Validation[]): void {
    this.#validations = [...this.#validations, ...validations];
  }

  /** The prompt that Excel shows beside a selected cell. */
  promptAt(row: number, column: number): { readonly title: string; readonly message: string } | undefined {
    const prompt = this.#validations.findLast((one) => one.prompt !== null && contains(one.area, row, column))?.prompt;
    if (!prompt || prompt.showPrompt === false) return undefined;
    return { title: String(prompt.title ?? ''), message: String(prompt.message ?? '') };
  }

  clearValidations(area: Area): void {
    this.#validations = this.#validations.filter((one) => !inside(one.area, area));
  }

  clear(area: Area): void {
    this.clearFormats([area]);
    this.clearValidations(area);
  }

  /** Removes the conditional formats from blocks: what is left of their own blocks keeps them. */
  clearFormats(areas: readonly Area[]): void {
    for (const format of this.formats)
      for (const area of areas)
        if (format.areas.some((one) => intersect(one, area) !== null)) format.areas = format.areas.flatMap((one) => without(one, area));
    this.formats = this.formats.filter((format) => format.areas.length > 0);
  }

  shift(shift: Shift): void {
    this.#validations = this.#validations.flatMap((validation) => {
      const there = shiftArea(validation.area, shift);
      return there ? [{ ...validation, area: there }] : [];
    });
    for (const format of this.formats) format.areas = format.areas.map((area) => shiftArea(area, shift)).filter((area) => area !== null);
  }

  state(): RulesState {
    return {
      formats: this.formats.map((format) => ({ format, now: { ...format } })),
      validations: this.#validations.map((validation) => ({ ...validation })),
    };
  }

  restore({ formats, validations }: RulesState): void {
    this.formats = formats.map(({ format, now }) => Object.assign(format, now));
    this.#validations = validations.map((validation) => ({ ...validation }));
  }
}

function inside(area: Area, other: Area): boolean {
  const common = intersect(area, other);
  return common !== null && sameArea(common, area);
}
