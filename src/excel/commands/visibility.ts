/** How long the pane takes to open, in milliseconds. */
const OPENING = 1000;
const LOOK_EVERY = 50;

/** Whether the pane can be seen: the page also runs in the background, where it has no size. */
export function isPaneShown(): boolean {
  return document.visibilityState === 'visible' && innerWidth > 0;
}

/**
 * Opens the pane.
 * @returns whether it is open: Excel ignores the call for add-ins from the Marketplace (Microsoft's page *Show or hide the task pane*)
 */
export async function showPane(): Promise<boolean> {
  if (isPaneShown()) return true;
  await Office.addin.showAsTaskpane().catch(() => undefined);
  for (let waited = 0; waited < OPENING && !isPaneShown(); waited += LOOK_EVERY)
    await new Promise((resume) => setTimeout(resume, LOOK_EVERY));
  return isPaneShown();
}
