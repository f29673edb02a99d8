import { RIBBON_ACTIONS, runAction } from '../excel/commands/ribbon';

/** Registers the ribbon commands. With the shared runtime, they run in the pane's page whether or not the pane is open. */
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
