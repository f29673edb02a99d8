import type { TemplateQuery } from '../../api/site';
import type { Review, SavedFixes, UndoPreview, Upload } from '../../api/uploads';
import type { Account } from '../accounts/sessions';
import type { StepInput } from '../jobs/upload-steps';

/** A submitted file. */
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

/** Long-running work that threads do: inputs and outputs by task. */
export interface Tasks {
  /** Checks a sheet (`checkRequest` as JSON); returns `checkAnswer` as JSON. */
  check: { readonly input: Asked & { readonly body: Uint8Array }; readonly output: Uint8Array };
  /** Receives a sheet (`newUpload` as JSON) or a file. */
  receive: { readonly input: Asked & { readonly key: string; readonly sent: Uint8Array | SentFile }; readonly output: Upload };
  /** Saves fixes (`fixesRequest` as JSON). */
  saveFixes: { readonly input: Asked & { readonly id: string; readonly body: Uint8Array }; readonly output: SavedFixes };
  /** Makes the chosen fixes and releases the upload. */
  next: { readonly input: Asked & { readonly id: string }; readonly output: Upload };
  checkUpload: { readonly input: StepInput; readonly output: Upload | undefined };
  applyUpload: { readonly input: StepInput; readonly output: Upload | undefined };
  /** Undoes a complete upload; returns it, and the rows that were not reversed completely. */
  undo: {
    readonly input: Asked & { readonly id: string; readonly publicUrl: string };
    readonly output: { readonly upload: Upload; readonly left: readonly number[] };
  };
  /** What undoing would reverse; changes nothing. */
  previewUndo: { readonly input: Asked & { readonly id: string; readonly publicUrl: string }; readonly output: UndoPreview };
  /** What an upload that waits for approval would change. */
  review: { readonly input: Asked & { readonly id: string }; readonly output: Review };
  template: { readonly input: { readonly account: Account; readonly query: TemplateQuery }; readonly output: Uint8Array };
}

export type TaskName = keyof Tasks;

/** A thread's answer. Refusals and errors are passed as plain data. */
export type TaskAnswer =
  | { readonly output: unknown }
  | { readonly problem: { status: number; code: string; title: string; detail: string; retryAfter?: number | undefined } }
  | { readonly fault: { name: string; message: string; code: unknown } };
