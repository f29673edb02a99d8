import { Dialog } from '@microsoft/office-js-helpers';

/** Whether a dialog can be opened: Office only opens https pages of the pane's origin. */
export function canOpenDialog(): boolean {
  return location.protocol === 'https:';
}

/** Opens the sign-in page in a dialog. Returns the token; undefined if it was closed without signing in. */
export async function openSignIn(): Promise<string | undefined> {
  try {
    return await new Dialog<string>(`${location.origin}/sign-in.html`, 420, 560).result;
  } catch {
    return undefined;
  }
}

/** Called by the sign-in page: passes the token to the pane, which closes the dialog. */
export function closeSignIn(token: string): void {
  Dialog.close(token);
}
