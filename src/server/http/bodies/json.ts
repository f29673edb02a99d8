import { INVALID, PARTS } from '../../../core/text/problems';
import { problems } from '../problem';

/** The limits of a JSON text. */
export interface JsonLimits {
  /** The deepest nesting. */
  readonly depth: number;
  /** The most arrays and objects. */
  readonly containers: number;
  /** The most values: one more than the commas. */
  readonly values: number;
}

/** The limits of a sheet: each row is an array, and Excel reads at most five million cells at once. */
export const SHEET_LIMITS: JsonLimits = { depth: 4, containers: 1_048_576 + 10, values: 5_000_000 };
/** The limits of all other bodies. */
export const SMALL_LIMITS: JsonLimits = { depth: 8, containers: 20_000, values: 100_000 };

const [QUOTE, BACKSLASH, COMMA, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x22, 0x5c, 0x2c, 0x5b, 0x5d, 0x7b, 0x7d];

/** The end of a string that starts at an index. Refuses the null character, which no database can store. */
function endOfString(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) return at;
    if (byte !== BACKSLASH) continue;
    at++;
    const isZero =
      bytes[at] === 0x75 && bytes[at + 1] === 0x30 && bytes[at + 2] === 0x30 && bytes[at + 3] === 0x30 && bytes[at + 4] === 0x30;
    if (isZero) throw problems.invalid(PARTS.body, INVALID.zero);
  }
  return bytes.length;
}

/** Scans a JSON text once, byte by byte. @throws ProblemError if it exceeds the limits */
function refuseBeyond(bytes: Uint8Array, { depth, containers, values }: JsonLimits): void {
  let [level, opened, commas] = [0, 0, 0];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === COMMA) commas++;
    else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) {
      opened++;
      if (++level > depth) throw problems.invalid(PARTS.body, INVALID.tooDeep(depth));
    } else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) level--;
  }
  if (opened > containers || commas >= values) throw problems.tooLarge();
}

/**
 * Parses untrusted JSON.
 * @throws ProblemError if it is not JSON, or exceeds the limits
 */
export function readJson(bytes: Uint8Array, limits: JsonLimits): unknown {
  refuseBeyond(bytes, limits);
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'), undefined);
  } catch {
    throw problems.invalid(PARTS.body, INVALID.notJson);
  }
}
