/** How an Excel treats the undo stack and the pane. */
export interface Platform {
  /** Whether updating the ribbon's buttons clears the undo stack (OfficeDev/office-js#3788). */
  readonly ribbonClearsUndo: boolean;
  /** Whether hiding or showing a sheet clears the undo stack (Microsoft's page "Undo capabilities"). */
  readonly visibilityClearsUndo: boolean;
  /** Whether an add-in can open its pane by `Office.addin.showAsTaskpane`. Those from the Marketplace can't since February 2026. */
  readonly opensPane: boolean;
}

const WEB: Platform = { ribbonClearsUndo: false, visibilityClearsUndo: false, opensPane: true };
const DESKTOP: Platform = { ...WEB, ribbonClearsUndo: true, visibilityClearsUndo: true };

/** What the preview can play. */
export const PLATFORMS = {
  web: WEB,
  windows: DESKTOP,
  mac: DESKTOP,
  store: { ...WEB, opensPane: false },
} as const satisfies Readonly<Record<string, Platform>>;
export type PlatformName = keyof typeof PLATFORMS;

export function isPlatform(name: string): name is PlatformName {
  return Object.hasOwn(PLATFORMS, name);
}
