import { RIBBON_ACTIONS, runAction } from '../excel/ribbon';

/** The ribbon's functions. With the shared runtime they run in the pane's page, whether it is open or not. */
void Office.onReady(() => {
  for (const action of RIBBON_ACTIONS) {
    Office.actions.associate(action, async (event: Office.AddinCommands.Event) => {
      try {
        await runAction(action);
      } finally {
        event.completed();
      }
    });
  }
});
