// Draws the add-in's icons: a sheet with an upward arrow. Rerun it after a change; the files are committed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

function colorAt(x, y) {
  const inSheet = x > 0.12 && x < 0.88 && y > 0.06 && y < 0.94;
  if (!inSheet) return [0, 0, 0, 0];
  const head = y > 0.24 && y < 0.52 && Math.abs(x - 0.5) < (y - 0.24) * 0.9;
  const shaft = y >= 0.5 && y < 0.78 && Math.abs(x - 0.5) < 0.08;
  return head || shaft ? [255, 255, 255, 255] : [31, 78, 121, 255];
}

function png(size) {
  const rows = Array.from({ length: size }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: size }, (_, x) => colorAt((x + 0.5) / size, (y + 0.5) / size)).flat()]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows))), chunk('IEND', Buffer.alloc(0))]);
}

mkdirSync('assets', { recursive: true });
for (const size of [16, 32, 64, 80, 128]) writeFileSync(`assets/icon-${size}.png`, png(size));
