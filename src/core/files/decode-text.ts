import { FILES } from '../text/files';
/** Why a file can't be read, for the user. */
export class FileProblem extends Error {}

/** Detects UTF-16 without a byte order mark: ASCII letters have a zero byte beside them. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const some = bytes.subarray(0, 400);
  const zeros = (first: number) => some.filter((byte, place) => place % 2 === first && byte === 0).length;
  const half = some.length / 2;
  if (zeros(1) > half * 0.6) return 'utf-16le';
  return zeros(0) > half * 0.6 ? 'utf-16be' : undefined;
}

/**
 * Decodes a text file: UTF-8, UTF-16, or else Windows-1252, as Excel saves a plain .csv.
 * @throws FileProblem if it is not text
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const utf16 = unmarkedUtf16(bytes);
  if (utf16 !== undefined) return new TextDecoder(utf16).decode(bytes);
  if (bytes.includes(0)) throw new FileProblem(FILES.notText);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
