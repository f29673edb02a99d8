/** Whether a dialog can be opened: Office only opens https pages of the pane's origin. */
export function canOpenDialog(): boolean {
  return location.protocol === 'https:';
}

/** The dialog's size, in pixels. */
const [WIDTH, HEIGHT] = [420, 560];

/** A size as Office takes it: in percent of the screen's. */
function percentOf(pixels: number, screenPixels: number): number {
  return Math.min(100, Math.ceil((pixels / screenPixels) * 100));
}

/** Opens the sign-in page in a dialog. Returns the token; undefined if it was closed without signing in. */
export function openSignIn(): Promise<string | undefined> {
  const size = { width: percentOf(WIDTH, screen.width), height: percentOf(HEIGHT, screen.height) };
  return new Promise((resolve) => {
    Office.context.ui.displayDialogAsync(`${location.origin}/sign-in.html`, size, ({ status, value: dialog }) => {
      if (status !== Office.AsyncResultStatus.Succeeded) return resolve(undefined);
      dialog.addEventHandler(Office.EventType.DialogMessageReceived, (answer) => {
        dialog.close();
        resolve('message' in answer ? answer.message : undefined);
      });
      // Raised when the person closes the dialog, or when its page can't be loaded.
      dialog.addEventHandler(Office.EventType.DialogEventReceived, () => resolve(undefined));
    });
  });
}

/** Called by the sign-in page: passes the token to the pane, which closes the dialog. */
export function closeSignIn(token: string): void {
  Office.context.ui.messageParent(token);
}
