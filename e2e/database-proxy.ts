import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A proxy between a service and its PostgreSQL that intercepts each statement. */
export interface DatabaseProxy {
  /** The database's URL through the proxy. */
  readonly url: string;
  /**
   * Called with each statement, and whether it makes changes permanent. False drops it and everything that follows on its
   * connection.
   */
  onStatement: (sql: string, commits: boolean) => boolean;
  /** Closes all connections and refuses new ones, until `mend`. */
  cut(): void;
  mend(): void;
  close(): void;
}

/** Splits a PostgreSQL client's stream into messages: type, body and raw bytes. */
function messages(each: (kind: string, body: Buffer, bytes: Buffer) => void): (part: Buffer) => void {
  let rest = Buffer.alloc(0);
  let begun = false;
  return (part) => {
    rest = Buffer.concat([rest, part]);
    // The startup message has no type byte.
    for (let head = begun ? 1 : 0; rest.length >= head + 4; head = 1) {
      const size = head + rest.readInt32BE(head);
      if (rest.length < size) return;
      const bytes = rest.subarray(0, size);
      rest = rest.subarray(size);
      each(begun ? String.fromCharCode(bytes[0] ?? 0) : '', bytes.subarray(head + 4), bytes);
      begun = true;
    }
  };
}

/** The statement of a message, if it has one: `Q` is a simple query, `P` (Parse) one with parameters. */
function statementOf(kind: string, body: Buffer): string | undefined {
  if (kind === 'Q') return body.toString('utf8', 0, body.indexOf(0));
  if (kind !== 'P') return undefined;
  const begin = body.indexOf(0) + 1;
  return body.toString('utf8', begin, body.indexOf(0, begin));
}

const READ_ONLY = /^\s*SELECT (?!.*\bpg_notify\b)/s;

/** Follows a connection's statements: whether each makes changes permanent, by a COMMIT or outside of a transaction. */
function followCommits(): (sql: string) => boolean {
  let [inTransaction, hasChanges] = [false, false];
  return (sql) => {
    if (/^\s*BEGIN\s*;?\s*$/.test(sql)) {
      [inTransaction, hasChanges] = [true, false];
      return false;
    }
    if (/^\s*(COMMIT|ROLLBACK)\b/.test(sql)) {
      inTransaction = false;
      return hasChanges && /COMMIT/.test(sql);
    }
    hasChanges ||= !READ_ONLY.test(sql);
    return !inTransaction && !READ_ONLY.test(sql);
  };
}

export async function openDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const database = connect(Number(port), hostname);
    keep(client);
    keep(database);
    let stopped = false;
    const commits = followCommits();
    client.on(
      'data',
      messages((kind, body, bytes) => {
        const sql = statementOf(kind, body);
        stopped ||= sql !== undefined && !proxy.onStatement(sql, commits(sql));
        if (!stopped) database.write(bytes);
      }),
    );
    database.pipe(client);
    client.on('close', () => database.destroy());
    database.on('close', () => client.destroy());
  });
  const proxy: DatabaseProxy = {
    url: '',
    onStatement: () => true,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend() {
      isCut = false;
    },
    close() {
      proxy.cut();
      server.close();
    },
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return Object.assign(proxy, { url: databaseUrl.replace(`:${port}`, `:${address.port}`) });
}
