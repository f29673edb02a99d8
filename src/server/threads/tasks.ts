import type { TemplateQuery } from '../../api/site';
import type { SavedFixes, Upload } from '../../api/uploads';
import type { Account } from '../accounts/sessions';
import type { StepInput } from '../jobs/upload-steps';

/** A file that somebody sent. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly isTest: boolean;
}

interface Asked {
  readonly account: Account;
  /** The time, ISO 8601. */
  readonly now: string;
}

/** What is done in threads, because it may take long: what it is told, and what it answers. */
export interface Tasks {
  /** Checks a sheet (`checkRequest` as JSON); answers `checkAnswer` as JSON. */
  check: { readonly input: Asked & { readonly body: Uint8Array }; readonly output: Uint8Array };
  /** Receives a sheet (`newUpload` as JSON) or a file. */
  receive: { readonly input: Asked & { readonly key: string; readonly sent: Uint8Array | SentFile }; readonly output: Upload };
  /** Saves fixes (`fixesRequest` as JSON). */
  saveFixes: { readonly input: Asked & { readonly id: string; readonly body: Uint8Array }; readonly output: SavedFixes };
  /** Makes the chosen fixes and sends the upload on. */
  next: { readonly input: Asked & { readonly id: string }; readonly output: Upload };
  checkUpload: { readonly input: StepInput; readonly output: Upload | undefined };
  applyUpload: { readonly input: StepInput; readonly output: Upload | undefined };
  /** Takes a complete upload back; answers it, and the rows of which something was left. */
  undo: { readonly input: Asked & { readonly id: string }; readonly output: { readonly upload: Upload; readonly left: readonly number[] } };
  template: { readonly input: { readonly account: Account; readonly query: TemplateQuery }; readonly output: Uint8Array };
}

export type TaskName = keyof Tasks;

/** What a thread answers: a refusal in words, or a fault by its name and code, crosses as plain data. */
export type TaskAnswer =
  | { readonly output: unknown }
  | { readonly problem: { status: number; code: string; title: string; detail: string; retryAfter?: number | undefined } }
  | { readonly fault: { name: string; message: string; code: unknown } };
