import { type Cell, type Cells, cellAddress, cellText } from '../caseload/cells';
import type { Column } from '../caseload/columns';
import { readDateNumber, serialOfIso } from '../caseload/dates';
import type { Lookups } from '../caseload/lookup';
import { choicesOf } from '../caseload/template';
import { listKey, suggestionKey } from '../caseload/text-keys';
import { type Code, type Detail, type Fault, severityOf } from '../rules/codes';
import type { Suggestions } from '../suggest/suggest';
import { MESSAGES } from '../text/findings';
import { date, namedDate } from '../text/format';
import type { Finding } from './finding';
import type { SheetCheck } from './sheet-check';

/** The most characters of a cell in a message; a cell may hold 32,767. */
const LONGEST_VALUE = 80;

function shortened(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** The cell as the user sees it: serial numbers of date columns as dates. */
export function shownText(column: Column | undefined, cell: Cell | undefined): string {
  const reading = column?.kind.type === 'date' && typeof cell === 'number' ? readDateNumber(cell) : undefined;
  return reading !== undefined && 'serial' in reading ? date(reading.serial) : cellText(cell);
}

/** Suggests list values for a column; an earlier correction of the same value comes first. */
export function createColumnSuggest(lookups: Lookups): (column: Column | undefined, wrong: string) => Suggestions {
  return (column, wrong) => {
    const list = column?.kind.type === 'list' ? column.kind.list : column?.kind.type === 'name-part' ? 'staff' : undefined;
    if (list === undefined) return { values: [], obvious: false };
    const { values, find } = lookups.lists[list];
    const chosen = find(lookups.corrected.get(`${list}:${listKey(wrong)}`) ?? '');
    const suggestions = lookups.suggest(list)(wrong);
    return chosen < 0 ? suggestions : withFirst(values[chosen] ?? '', suggestions, list === 'staff');
  };
}

/**
 * An earlier correction comes first, and is certain: but who is meant by a name that is not like the chosen one, or whose surname or first name others have,
 * too, may be somebody else each time: then it is certain only if it would be without a correction.
 */
function withFirst(chosen: string, { values, obvious }: Suggestions, isPerson: boolean): Suggestions {
  const others = values.filter((value) => value !== chosen);
  const words = (text: string) => suggestionKey(text).split(' ');
  const isShared = others.some((other) => words(other).some((word) => words(chosen).includes(word)));
  const isClear = isShared ? obvious && values[0] === chosen : values.includes(chosen);
  return { values: [chosen, ...others], obvious: !isPerson || isClear };
}

/** The detail with dates as people read them. */
function shownDetail({ code, detail = {} }: Pick<Fault, 'code' | 'detail'>): Detail {
  if ((code !== 'cell.not-a-date' && code !== 'cell.date-unlikely') || detail.suggestions === undefined) return detail;
  return { ...detail, suggestions: detail.suggestions.map((iso) => namedDate(serialOfIso(iso) ?? 1)) };
}

/** The suggestions that a rule itself knows, as people read them; undefined if it knows none. */
export function knownSuggestions(code: Code, detail: Detail): readonly string[] | undefined {
  return shownDetail({ code, detail }).suggestions;
}

/** The message of a rule. `value` may be as long as a cell. */
export function messageOf(code: Code, column: string, value: string, detail: Detail): string {
  return MESSAGES[code]({ column, value: shortened(value), detail: shownDetail({ code, detail }) });
}

/** Explains faults. `cells` is the row of the fault. */
export function createExplain(check: Pick<SheetCheck, 'layout'>, lookups: Lookups): (fault: Fault, cells: readonly Cell[]) => Finding {
  const byIndex = new Map(check.layout?.columns.map((column) => [column.index, column]));
  const suggest = createColumnSuggest(lookups);
  const suggestionsFor = (code: Code, column: Column | undefined, value: string): readonly string[] => {
    if (code === 'cell.not-listed') return suggest(column, value).values;
    if (code !== 'cell.disabled') return [];
    // Only those with whom, or in which, something can begin.
    const list = column?.kind.type === 'list' ? column.kind.list : column?.kind.type === 'name-part' ? 'staff' : undefined;
    const active = new Set(list === undefined ? [] : choicesOf(list, lookups.reference));
    return suggest(column, value).values.filter((one) => active.has(one));
  };
  return (fault, cells) => {
    const first = fault.columns[0];
    const column = first === undefined ? undefined : byIndex.get(first);
    const byNameParts = (fault.code === 'cell.not-listed' || fault.code === 'cell.disabled') && fault.columns.length === 2;
    const value =
      first === undefined
        ? ''
        : byNameParts
          ? fault.columns.map((one) => cellText(cells[one])).join(' ')
          : shownText(column?.column, cells[first]);
    const header = column?.column?.header ?? column?.text ?? '';
    const detail = shownDetail(fault);
    const suggestions = detail.suggestions ?? suggestionsFor(fault.code, column?.column, value);
    const shown = shortened(value);
    const finding: Finding = {
      code: fault.code,
      severity: severityOf(fault),
      cells: fault.row === 0 ? [] : fault.columns.map((one) => cellAddress(one, fault.row)),
      message: MESSAGES[fault.code]({ column: header, value: shown, detail }),
      suggestions: [...suggestions],
    };
    if (fault.row !== 0) finding.row = fault.row;
    if (header !== '') finding.column = header;
    if (value !== '') finding.value = shown;
    if (detail.why !== undefined) finding.why = detail.why;
    return finding;
  };
}

/** Explains all faults of a sheet. */
export function explainAll(check: SheetCheck, lookups: Lookups, cells: Cells, faults = check.faults()): Finding[] {
  const explain = createExplain(check, lookups);
  return faults.map((fault) => explain(fault, cells[fault.row - 1] ?? []));
}
