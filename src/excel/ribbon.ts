/** The ribbon's buttons, by action ID in `manifest.xml`. */
export const RIBBON_ACTIONS = [
  'newTemplate',
  'matchColumns',
  'transferCaseload',
  'checkSheet',
  'nextProblem',
  'fixErrors',
  'testUpload',
  'submit',
  'exportCsv',
  'uploads',
  'help',
] as const;
export type RibbonAction = (typeof RIBBON_ACTIONS)[number];

const TAB = 'Caseload.Tab';
const GROUPS: Readonly<Record<string, readonly RibbonAction[]>> = {
  'Caseload.SheetGroup': ['newTemplate', 'matchColumns', 'transferCaseload', 'checkSheet', 'nextProblem', 'fixErrors'],
  'Caseload.UploadGroup': ['testUpload', 'submit', 'exportCsv', 'uploads'],
  'Caseload.HelpGroup': ['help'],
};

/** The delay before a retry, in milliseconds. */
const RETRY = 1000;

let shown = '';

/** Enables the applicable buttons; calls Excel only if something changes. */
export async function enableButtons(enabled: Readonly<Record<RibbonAction, boolean>>): Promise<void> {
  const wanted = JSON.stringify(enabled);
  if (wanted === shown) return;
  shown = wanted;
  const groups = Object.entries(GROUPS).map(([id, actions]) => ({
    id,
    controls: actions.map((action) => ({ id: `Caseload.${action}`, enabled: enabled[action] })),
  }));
  try {
    await Office.ribbon.requestUpdate({ tabs: [{ id: TAB, groups }] });
  } catch {
    // Excel is busy, for example while a cell is being edited: update the buttons later.
    setTimeout(() => {
      if (shown !== wanted) return;
      shown = '';
      void enableButtons(enabled);
    }, RETRY);
  }
}

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
