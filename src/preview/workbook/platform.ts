/** How an Excel treats the undo stack and the pane. */
export interface Platform {
  /** Whether changes of hidden sheets are steps of *Undo*, as Excel makes them since ExcelApi 1.19. */
  readonly hiddenSheetsJoinUndo: boolean;
  /** Whether updating the ribbon's buttons clears the undo stack (OfficeDev/office-js#3788). */
  readonly ribbonClearsUndo: boolean;
  /** Whether hiding or showing a sheet clears the undo stack (Microsoft's page "Undo capabilities"). */
  readonly visibilityClearsUndo: boolean;
  /** Whether an add-in can open its pane by `Office.addin.showAsTaskpane`. Those from the Marketplace can't since February 2026. */
  readonly opensPane: boolean;
}

const WEB: Platform = { hiddenSheetsJoinUndo: true, ribbonClearsUndo: false, visibilityClearsUndo: false, opensPane: true };
const DESKTOP: Platform = { ...WEB, ribbonClearsUndo: true, visibilityClearsUndo: true };

/**
 * What the preview can play. `preview` differs from all of them: it spares its visitors the steps that Excel makes of highlights,
 * which are written to a hidden sheet.
 */
export const PLATFORMS = {
  preview: { ...WEB, hiddenSheetsJoinUndo: false },
  web: WEB,
  windows: DESKTOP,
  mac: DESKTOP,
  store: { ...WEB, opensPane: false },
} as const satisfies Readonly<Record<string, Platform>>;
export type PlatformName = keyof typeof PLATFORMS;

export function isPlatform(name: string): name is PlatformName {
  return Object.hasOwn(PLATFORMS, name);
}
