import { mail } from './mail';
import { PANE_IN_SPANISH } from './pane';
import { problems } from './problems';

/** All Spanish texts. */
export const SPANISH = { ...PANE_IN_SPANISH, ...mail, ...problems };
