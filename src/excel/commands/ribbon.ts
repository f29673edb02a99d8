/** The functions that the ribbon, the context menu of a cell and keyboard shortcuts run, by their names in `manifest.xml`. */
export const RIBBON_ACTIONS = [
  'newTemplate',
  'matchColumns',
  'transferCaseload',
  'checkSheet',
  'nextProblem',
  'fixCell',
  'fixErrors',
  'testUpload',
  'submit',
  'exportCsv',
  'uploads',
  'help',
] as const;
export type RibbonAction = (typeof RIBBON_ACTIONS)[number];

type Handler = (action: RibbonAction) => Promise<void>;

// The pane and the ribbon's functions share a page (shared runtime): the pane registers the actions, the functions call them.
let handler: Handler | undefined;
const waiting: RibbonAction[] = [];

/** Registers the handler of the ribbon's buttons, and runs earlier presses. */
export function handleActions(handle: Handler): void {
  handler = handle;
  for (const action of waiting.splice(0)) void handle(action);
}

/** Runs the action of a ribbon button. */
export async function runAction(action: RibbonAction): Promise<void> {
  if (handler === undefined) waiting.push(action);
  else await handler(action);
}
