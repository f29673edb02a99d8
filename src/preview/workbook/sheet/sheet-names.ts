const LONGEST = 31;

/** Whether Excel allows a name for a worksheet: not *History*, which is reserved, and no apostrophe at either end. */
export function isSheetName(name: string): boolean {
  return (
    name.length > 0 &&
    name.length <= LONGEST &&
    !/[\\/?*[\]:]/.test(name) &&
    !name.startsWith("'") &&
    !name.endsWith("'") &&
    name.toLowerCase() !== 'history'
  );
}
