/** `[category, type, target, JSON]`: what the host tells Office.js by itself. */
export type HostMessage = readonly [category: number, type: number, target: string, json: string];

/** The category of events that the add-in has registered. */
export const EVENT = 65536;
/** The category of what concerns custom functions. */
export const CUSTOM_FUNCTION = 1;

/** What Office.js is told of its host: a shared runtime (1), with custom functions (2), as in `OSF.HostInfoFlags`. */
export const HOST_FLAGS = 1 | 2;
