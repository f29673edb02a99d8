// Attacks by one user: each once blocked all others, or resembles one that did.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import type { Upload } from '../src/api/uploads';
import type { Cell } from '../src/core/caseload/cells';
import { readConfig } from '../src/server/config';
import { openDatabase } from '../src/server/database/open';
import { makeSampleSite } from '../src/server/sites/sample';
import type { SiteData } from '../src/server/sites/site-data';
import { importSite } from '../src/server/sites/site-store';
import { signIn } from './api';
import { startService, type TestService } from './service';

const HEADER = ['Participant ID', 'Case Number', 'Caseworker Staff ID', 'Caseworker Relationship', 'Caseload Status', 'Start Date'];
const REST = ['End Date', 'Reason for Dismissal', 'Update OR Insert'];

export interface Target {
  readonly service: TestService;
  readonly token: string;
  /** The number of rows in large sheets. */
  readonly rows: number;
  /** The number of concurrent large bodies. */
  readonly bodies: number;
  readonly site: SiteData;
}

/** The number of extra dismissal reasons, so that thousands of errors are fixed from a long list. */
const LIST = 493;

/** Starts the service on a fresh data folder with its own site. */
export async function openTarget(
  { rows, bodies }: Pick<Target, 'rows' | 'bodies'>,
  settings: Readonly<Record<string, string>> = {},
): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'caseload-attack-'));
  const made = await makeSampleSite({ participants: rows + 100, seed: 7 });
  const reasons = Array.from({ length: LIST }, (_, place) => ({ table: 'Reason for Dismissal' as const, value: `Reason number ${place}` }));
  const site = { ...made, feeders: [...made.feeders, ...reasons] };
  const database = await openDatabase(readConfig({ DATA_DIR: folder, ...settings }));
  await importSite(database, site);
  await database.close();
  const service = await startService({ DATA_DIR: folder, ...settings });
  return { service, token: await signIn(service), rows, bodies, site };
}

const row = (id: Cell, more: Partial<Record<string, Cell>> = {}): Cell[] => {
  const values: Partial<Record<string, Cell>> = {
    'Participant ID': id,
    'Case Number': `CN-${String(49_000 + Number(id)).padStart(6, '0')}`,
    'Caseworker Staff ID': 101,
    'Caseworker Relationship': 'Mentor',
    'Caseload Status': 'Active',
    'Start Date': 46_095,
    'Update OR Insert': 'Insert',
    ...more,
  };
  return [...HEADER, ...REST].map((header) => values[header] ?? '');
};
const sheet = (rows: number, make: (place: number) => Cell[]): Cell[][] => [
  [...HEADER, ...REST],
  ...Array.from({ length: rows }, (_, place) => make(place)),
];

async function ask(
  { service, token }: Target,
  method: string,
  path: string,
  body?: string | FormData,
  more: Record<string, string> = {},
): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${service.url}/api${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
      ...more,
    },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, text: await answer.text() };
}

const check = (target: Target, cells: readonly (readonly Cell[])[]) => ask(target, 'POST', '/check', JSON.stringify({ cells }));
const submit = async (target: Target, body: string | FormData): Promise<Upload> => {
  const answer = await ask(target, 'POST', '/uploads', body, { 'idempotency-key': crypto.randomUUID() });
  if (answer.status !== 202) throw new Error(answer.text);
  return JSON.parse(answer.text);
};
async function settled(target: Target, id: string): Promise<Upload> {
  for (;;) {
    const { text } = await ask(target, 'GET', `/uploads/${id}`);
    const upload: Upload = JSON.parse(text);
    if (!['received', 'checking', 'applying'].includes(upload.state)) return upload;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
const send = async (target: Target, cells: readonly (readonly Cell[])[]) =>
  settled(target, (await submit(target, JSON.stringify({ name: 'Sheet', cells }))).id);

/** A workbook with one sheet, from its XML. */
function workbook(sheetData: string): Buffer {
  const relationship = (type: string, target: string) =>
    `<Relationships><Relationship Id="rId1" Type="http://x/${type}" Target="${target}"/></Relationships>`;
  const parts = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relationship('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': '<workbook xmlns:r="http://r"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relationship('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
  };
  const [locals, entries]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, text] of Object.entries(parts)) {
    const packed = deflateRawSync(text);
    const [local, entry] = [Buffer.alloc(30), Buffer.alloc(46)];
    local.writeUInt32LE(0x04034b50, 0);
    entry.writeUInt32LE(0x02014b50, 0);
    for (const [header, at] of [
      [local, 8],
      [entry, 10],
    ] as const) {
      header.writeUInt16LE(8, at);
      header.writeUInt32LE(packed.length, at + 10);
      header.writeUInt32LE(text.length, at + 14);
      header.writeUInt16LE(name.length, at + 18);
    }
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    entries.push(entry, Buffer.from(name));
    offset += 30 + name.length + packed.length;
  }
  const [list, end] = [Buffer.concat(entries), Buffer.alloc(22)];
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}

export interface Attack {
  readonly name: string;
  /** @returns a short description of the outcome */
  run(target: Target): Promise<string>;
}

const MEGABYTE = 1024 * 1024;
let applied: Upload | undefined;

/** Run in this order: some depend on earlier ones. */
export const ATTACKS: readonly Attack[] = [
  {
    name: 'POST /session with 26 MB of brackets, not signed in',
    async run(target) {
      // The service closes the connection after its refusal. A client that is still sending may miss the answer.
      const refused = ask({ ...target, token: '' }, 'POST', '/session', '['.repeat(26 * MEGABYTE));
      return refused.then(
        ({ status }) => `status ${status}`,
        () => 'connection closed',
      );
    },
  },
  {
    name: 'POST /check with 24 MB of brackets',
    run: async (target) => `status ${(await ask(target, 'POST', '/check', '['.repeat(24 * MEGABYTE))).status}`,
  },
  {
    name: 'POST /check with only Updates of one participant and caseworker',
    async run(target) {
      const end = { 'Update OR Insert': 'Update', 'Start Date': '', 'End Date': 46_100, 'Reason for Dismissal': 'Goals met' };
      const one = target.site.assignments.find((assignment) => assignment.end === null);
      const who = { 'Caseworker Staff ID': one?.staffId ?? 0, 'Caseworker Relationship': '', 'Caseload Status': '' };
      return `status ${
        (
          await check(
            target,
            sheet(target.rows, () => row(one?.participantId ?? 0, { ...end, ...who })),
          )
        ).status
      }`;
    },
  },
  {
    name: 'POST /check with distinct wrong values in half of the rows',
    run: async (target) =>
      `status ${
        (
          await check(
            target,
            sheet(target.rows, (place) => half(place)),
          )
        ).status
      }`,
  },
  {
    name: 'POST /uploads with distinct wrong values in half of the rows',
    async run(target) {
      const { state, id } = await send(
        target,
        sheet(target.rows, (place) => half(place)),
      );
      await ask(target, 'POST', `/uploads/${id}/cancel`);
      return state;
    },
  },
  {
    name: 'POST /check with a distinct wrong value in every cell',
    run: async (target) =>
      `status ${
        (
          await check(
            target,
            sheet(target.rows, (place) => [...HEADER, ...REST].map((_, column) => `wrong ${place} ${column}`)),
          )
        ).status
      }`,
  },
  {
    name: 'POST /uploads with a distinct wrong value in every cell',
    async run(target) {
      const { state, id } = await send(
        target,
        sheet(target.rows, (place) => [...HEADER, ...REST].map((_, column) => `wrong ${place} ${column}`)),
      );
      await ask(target, 'POST', `/uploads/${id}/cancel`);
      return state;
    },
  },
  {
    name: 'GET /errors with 5,000 groups and a long list, page by page, then PUT one fix',
    async run(target) {
      const cells = sheet(Math.min(6000, target.rows), (place) =>
        row(1001 + place, { 'Update OR Insert': 'Update', 'Reason for Dismissal': `Reasom nubmer ${place}`, 'End Date': 46_100 }),
      );
      const { id } = await send(target, cells);
      let [bytes, groups, cursor] = [0, 0, ''];
      let first = '';
      for (;;) {
        const { text } = await ask(target, 'GET', `/uploads/${id}/errors?limit=500${cursor}`);
        const page = JSON.parse(text) as { groups: { id: string }[]; next: string | null };
        bytes = Math.max(bytes, text.length);
        groups += page.groups.length;
        first ||= page.groups[0]?.id ?? '';
        if (page.next === null) break;
        cursor = `&cursor=${page.next}`;
      }
      const fix = JSON.stringify({ fixes: [{ group: first, leaveOut: true }] });
      const { status, text } = await ask(target, 'PUT', `/uploads/${id}/fixes`, fix);
      await ask(target, 'POST', `/uploads/${id}/cancel`);
      return `${groups} groups, largest page ${Math.round(bytes / 1024)} KiB, PUT ${status} ${text.length} bytes`;
    },
  },
  {
    name: 'cells of 32,000 characters that make regular expressions backtrack',
    async run(target) {
      const cells = sheet(380, (place) =>
        row(1001 + place, {
          'Start Date': 'T'.repeat(32_000),
          'Caseworker Relationship': '('.repeat(32_000),
          'Case Number': ' ,'.repeat(100),
        }),
      );
      return `status ${(await check(target, cells)).status}`;
    },
  },
  {
    name: 'an .xlsx file with a styled cell in A1048576',
    async run(target) {
      const form = new FormData();
      const bytes = workbook('<row r="1"><c r="A1"><v>5</v></c></row><row r="1048576"><c r="A1048576" s="1"/></row>');
      form.set('file', new Blob([new Uint8Array(bytes)]), 'far.xlsx');
      return (await settled(target, (await submit(target, form)).id)).state;
    },
  },
  {
    name: 'POST /uploads with valid rows, until they are applied',
    async run(target) {
      applied = await send(
        target,
        sheet(Math.floor(target.rows * 0.8), (place) => row(1001 + place)),
      );
      return `${applied.state}, ${applied.accepted} accepted`;
    },
  },
  {
    name: 'the log of that upload: a page, .csv and .xlsx',
    async run(target) {
      const page = await ask(target, 'GET', `/uploads/${applied?.id}/log`);
      const csv = await ask(target, 'GET', `/uploads/${applied?.id}/log.csv`);
      const xlsx = await ask(target, 'GET', `/uploads/${applied?.id}/log.xlsx`);
      return `status ${[page, csv, xlsx].map(({ status }) => status).join(' ')}, ${csv.text.split('\n').length - 2} lines`;
    },
  },
  {
    name: 'undo of that upload',
    run: async (target) => `status ${(await ask(target, 'POST', `/uploads/${applied?.id}/undo`)).status}`,
  },
  {
    // One user's large bodies are admitted one after the other, so a few are enough to wait for each other.
    name: 'concurrent bodies of 24 MB',
    async run(target) {
      const filler = 'x'.repeat(1000);
      const rows = sheet(Math.floor((24 * MEGABYTE) / 1150), (place) => row(1001 + place, { 'Case Number': `${filler}${place}` }));
      const body = JSON.stringify({ cells: rows });
      const answers = await Promise.all(Array.from({ length: target.bodies }, () => ask(target, 'POST', '/check', body)));
      return `${Math.round(body.length / MEGABYTE)} MB each, status ${answers.map(({ status }) => status).join(' ')}`;
    },
  },
  {
    name: '20 compressed bodies that decompress to 24 MB',
    async run(target) {
      const body = gzipSync(JSON.stringify({ cells: [[' '.repeat(24 * MEGABYTE)]] }));
      const headers = { authorization: `Bearer ${target.token}`, 'content-type': 'application/json', 'content-encoding': 'gzip' };
      const send = async () => (await fetch(`${target.service.url}/api/check`, { method: 'POST', headers, body })).status;
      return `status ${[...new Set(await Promise.all(Array.from({ length: 20 }, send)))].join()}`;
    },
  },
  {
    name: 'three uploads with 300 columns, and a small valid one',
    async run(target) {
      const wide = sheet(4900, (place) => [...row(1001 + place), ...Array.from({ length: 290 }, (_, column) => `w ${column}`)]);
      const body = JSON.stringify({ name: 'Wide', cells: wide });
      const [small, ...large] = await Promise.all([
        send(
          target,
          sheet(3, (place) => row(1001 + place)),
        ),
        ...Array.from({ length: 3 }, async () => settled(target, (await submit(target, body)).id)),
      ]);
      for (const { id } of large) await ask(target, 'POST', `/uploads/${id}/cancel`);
      await ask(target, 'POST', `/uploads/${small.id}/undo`);
      return `${small.state}; ${large.map(({ state }) => state).join(' ')}`;
    },
  },
  {
    name: 'POST /check aborted 40 times, then completed',
    async run(target) {
      const body = JSON.stringify({ cells: sheet(target.rows, (place) => half(place)) });
      const breakOff = async (after: number) => {
        const signal = AbortSignal.timeout(after);
        const headers = { authorization: `Bearer ${target.token}`, 'content-type': 'application/json' };
        await fetch(`${target.service.url}/api/check`, { method: 'POST', headers, body, signal }).catch(() => undefined);
      };
      for (let round = 0; round < 4; round++) await Promise.all(Array.from({ length: 10 }, (_, place) => breakOff(50 + 60 * place)));
      const first = await check(
        target,
        sheet(10, (place) => row(1001 + place)),
      );
      return `status ${first.status} ${(await ask(target, 'POST', '/check', body)).status}`;
    },
  },
  {
    name: '500 event streams',
    async run(target) {
      const { id } = await send(
        target,
        sheet(5, () => row(1, { 'Caseload Status': '?' })),
      );
      const streams = await Promise.all(
        Array.from({ length: 500 }, () =>
          fetch(`${target.service.url}/api/uploads/${id}/events`, { headers: { authorization: `Bearer ${target.token}` } }),
        ),
      );
      await Promise.all(streams.map((answer) => answer.text()));
      await ask(target, 'POST', `/uploads/${id}/cancel`);
      return `status ${[...new Set(streams.map(({ status }) => status))].join()}`;
    },
  },
];

function half(place: number): Cell[] {
  return place % 2 === 0
    ? row(1001 + place)
    : row(1001 + place, {
        'Caseload Status': `Actve ${place}`,
        'Caseworker Relationship': `Mentr ${place}`,
        'Start Date': `soon ${place}`,
      });
}
