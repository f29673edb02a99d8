import { inflateRawSync } from 'node:zlib';
import { FileProblem } from '../../core/files/decode-text';
import { FILES } from '../../core/text/files';

/** The most bytes of an unpacked workbook: several times the largest accepted sheet. */
const MAX_UNPACKED = 400 * 1024 * 1024;
/** The most parts of a workbook, which usually has dozens. */
const MAX_PARTS = 5000;

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const DEFLATED = 8;
const STORED = 0;

const damaged = () => new FileProblem(FILES.damaged);
const tooLarge = () => new FileProblem(FILES.tooLarge);

interface Part {
  readonly name: string;
  readonly method: number;
  readonly packed: Buffer;
}

/**
 * Checks a workbook before it is read: its unpacked parts must stay within limits, whatever sizes the file declares, and
 * contain no document type, which XML uses for external files and entity expansion.
 * @throws FileProblem if the file is refused
 */
export function refuseUnsafeXlsx(bytes: Uint8Array): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length >= 8 && file.readUInt32BE(0) === 0xd0cf11e0) throw new FileProblem(FILES.encrypted);
  if (file.length < 4 || file.readUInt32LE(0) !== 0x04034b50) {
    const isText = !file.subarray(0, 4000).includes(0);
    throw isText ? new FileProblem(FILES.textNamedXlsx) : damaged();
  }
  const parts = partsOf(file);
  const names = new Set(parts.map(({ name }) => name.toLowerCase()));
  if (names.has('xl/vbaproject.bin')) throw new FileProblem(FILES.macros);
  if (!names.has('[content_types].xml')) throw damaged();
  let left = MAX_UNPACKED;
  for (const part of parts) {
    const content = unpack(part, left);
    left -= content.length;
    if (/\.(xml|rels)$/i.test(part.name) && isUtf16(content)) throw new FileProblem(FILES.utf16);
    if (/\.(xml|rels|vml)$/i.test(part.name) && (content.includes('<!DOCTYPE') || content.includes('<!ENTITY')))
      throw new FileProblem(FILES.documentType);
  }
}

/** Whether XML is UTF-16, which would hide it from the checks: its first `<` has a zero byte beside it. */
function isUtf16(content: Buffer): boolean {
  const [first, second] = content;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}

/** The parts, from the central directory at the end of the file. */
function partsOf(file: Buffer): readonly Part[] {
  const parts: Part[] = [];
  try {
    const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    if (end < 0 || end < file.length - END_LENGTH - LONGEST_COMMENT || file.readUInt32LE(end) !== END) throw damaged();
    const count = file.readUInt16LE(end + 10);
    if (count > MAX_PARTS) throw tooLarge();
    let at = file.readUInt32LE(end + 16);
    for (let one = 0; one < count; one++) {
      if (file.readUInt32LE(at) !== ENTRY) throw damaged();
      const [size, nameLength] = [file.readUInt32LE(at + 20), file.readUInt16LE(at + 28)];
      const header = file.readUInt32LE(at + 42);
      const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28);
      if (start + size > file.length) throw damaged();
      parts.push({
        name: file.toString('utf8', at + 46, at + 46 + nameLength),
        method: file.readUInt16LE(at + 10),
        packed: file.subarray(start, start + size),
      });
      at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
    }
  } catch (error) {
    // An offset beyond the end of the file.
    throw (error as { code?: string }).code === 'ERR_OUT_OF_RANGE' ? damaged() : error;
  }
  return parts;
}

function unpack({ method, packed }: Part, most: number): Buffer {
  if (method !== DEFLATED && method !== STORED) throw damaged();
  if (method === STORED) {
    if (packed.length > most) throw tooLarge();
    return packed;
  }
  if (most <= 0) throw tooLarge();
  try {
    return inflateRawSync(packed, { maxOutputLength: most });
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge() : damaged();
  }
}
