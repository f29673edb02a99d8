import { Worker } from 'node:worker_threads';

/** Latencies of requests, in milliseconds. */
export interface Waits {
  readonly asked: number;
  readonly median: number;
  readonly p99: number;
  readonly most: number;
}

/** Measures a service's latency continuously, in its own thread, so that the test itself does not interfere. */
export interface Probe {
  /** The latencies since the last call. */
  take(): Promise<Waits>;
  stop(): Promise<void>;
}

/** The interval of requests, in milliseconds; longer for those that use the database. */
const PAUSE = { health: 10, session: 100 };

const SOURCE = `
const { parentPort, workerData } = require('node:worker_threads');
const http = require('node:http');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let waits = [];
const ask = () => new Promise((resolve) => {
  const begun = performance.now();
  const request = http.get(workerData.url, { agent, headers: workerData.headers }, (answer) => {
    answer.resume();
    answer.on('end', () => { waits.push(answer.statusCode === 200 ? performance.now() - begun : Infinity); resolve(); });
  });
  request.on('error', () => { waits.push(Infinity); resolve(); });
});
let isEnded = false;
parentPort.on('message', (message) => {
  if (message === 'stop') { isEnded = true; agent.destroy(); parentPort.close(); return; }
  parentPort.postMessage(waits);
  waits = [];
});
(async () => { while (!isEnded) { await ask(); await new Promise((resolve) => setTimeout(resolve, workerData.pause)); } })();
`;

/** @param token requests the session instead, which uses the database */
export function startProbe(url: string, token?: string): Probe {
  const workerData =
    token === undefined
      ? { url: `${url}/healthz`, headers: {}, pause: PAUSE.health }
      : { url: `${url}/api/session`, headers: { authorization: `Bearer ${token}` }, pause: PAUSE.session };
  const worker = new Worker(SOURCE, { eval: true, workerData });
  return {
    async take() {
      const answer = new Promise<number[]>((resolve) => worker.once('message', resolve));
      worker.postMessage('take');
      const waits = (await answer).sort((one, other) => one - other);
      const at = (share: number) => waits[Math.max(0, Math.ceil(waits.length * share) - 1)] ?? 0;
      return { asked: waits.length, median: at(0.5), p99: at(0.99), most: at(1) };
    },
    async stop() {
      worker.postMessage('stop');
      await worker.terminate();
    },
  };
}
