// A minimal client of the service's API.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { Upload } from '../src/api/uploads';
import type { Cell } from '../src/core/caseload/cells';

const HEADER = ['Participant ID', 'Case Number', 'Caseworker Staff ID', 'Caseworker Relationship', 'Caseload Status'];
const REST = ['Start Date', 'End Date', 'Reason for Dismissal', 'Update OR Insert'];

/** Valid Inserts for consecutive participants of the sample site. */
export function inserts(from: number, rows: number): Cell[][] {
  const row = (id: number): Cell[] => [id, `CN-0${49_000 + id}`, 101, 'Mentor', 'Active', 46_095, '', '', 'Insert'];
  return [[...HEADER, ...REST], ...Array.from({ length: rows }, (_, place) => row(from + place))];
}

interface Reached {
  readonly url: string;
}

export async function call<T>(
  service: Reached,
  token: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<T> {
  const response = await fetch(`${service.url}/api${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await response.json()) as T;
}

export async function signIn(service: Reached): Promise<string> {
  const { users } = await call<{ users: { email: string }[] }>(service, '', '/demo/users');
  return (await call<{ token: string }>(service, '', '/session', { email: users[0]?.email })).token;
}

export function submit(service: Reached, token: string, key: string, cells: Cell[][]): Promise<Upload> {
  return call<Upload>(service, token, '/uploads', { name: key, cells }, { 'idempotency-key': key });
}

export async function finished(service: Reached, token: string, id: string): Promise<Upload> {
  for (;;) {
    const upload = await call<Upload>(service, token, `/uploads/${id}`);
    if (!['received', 'checking', 'applying'].includes(upload.state)) return upload;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A local mail server. */
export interface Mailbox {
  readonly url: string;
  /** The accepted e-mails, as raw messages. */
  readonly mails: readonly string[];
  /** The number of e-mails to refuse temporarily before accepting one, like a busy mail server. */
  refuses: number;
  close(): void;
}

/** @param at called when a client connects, when it has sent a mail, and before the mail is acknowledged */
export async function openMailbox(at: (step: 'connected' | 'sent' | 'taken') => void = () => undefined): Promise<Mailbox> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect(_session, done) {
      at('connected');
      done();
    },
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        at('sent');
        if (mailbox.refuses > 0) {
          mailbox.refuses--;
          return done(Object.assign(new Error('busy, try again later'), { responseCode: 451 }));
        }
        mails.push(Buffer.concat(parts).toString());
        at('taken');
        done();
      });
    },
  });
  const mailbox: Mailbox = { url: '', mails, refuses: 0, close: () => void server.close() };
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(mailbox, { url: `smtp://127.0.0.1:${port}` });
}
