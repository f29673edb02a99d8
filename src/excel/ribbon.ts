/** The ribbon's buttons by the IDs of their actions, as in `manifest.xml`. */
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

/** In milliseconds. */
const RETRY = 1000;

let shown = '';

/** Enables the buttons that make sense now; asks Excel only when something changes. */
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
    // Excel is busy, with a cell that is being edited, say: the buttons are brought up to date a moment later.
    setTimeout(() => {
      if (shown !== wanted) return;
      shown = '';
      void enableButtons(enabled);
    }, RETRY);
  }
}

type Handler = (action: RibbonAction) => Promise<void>;

// The pane and the ribbon's functions are one page (shared runtime): the pane says what a button does, the functions call it.
let handler: Handler | undefined;
const waiting: RibbonAction[] = [];

/** Tells what the ribbon's buttons do. Presses that came before are done now. */
export function handleActions(handle: Handler): void {
  handler = handle;
  for (const action of waiting.splice(0)) void handle(action);
}

/** Does what a button of the ribbon is for. */
export async function runAction(action: RibbonAction): Promise<void> {
  if (handler === undefined) waiting.push(action);
  else await handler(action);
}
