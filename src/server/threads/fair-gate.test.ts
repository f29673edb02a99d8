import { FairGate } from './fair-gate';

const ann = { site: 'a', user: 'ann' };
const amy = { site: 'a', user: 'amy' };
const bo = { site: 'b', user: 'bo' };
const settled = (promise: Promise<unknown>) =>
  Promise.race([promise.then(() => true), new Promise((done) => setTimeout(() => done(false), 20))]);

test('the capacity is limited, and the next one enters when one leaves', async () => {
  const gate = new FairGate({ total: 2, waiting: 10 });
  const leave = await gate.acquire(ann, 2);
  const next = gate.acquire(bo);
  expect(await settled(next)).toBe(false);
  leave();
  leave();
  expect(await settled(next)).toBe(true);
  expect(await settled(gate.acquire(bo, 2))).toBe(false);
});

test('users and sites have shares, and others pass them', async () => {
  const gate = new FairGate({ total: 10, ofSite: 6, ofUser: 4, waiting: 10 });
  await gate.acquire(ann, 4);
  expect(await settled(gate.acquire(ann, 1))).toBe(false);
  expect(await settled(gate.acquire(amy, 2))).toBe(true);
  expect(await settled(gate.acquire(amy, 1))).toBe(false);
  expect(await settled(gate.acquire(bo, 4))).toBe(true);
});

test('users with too many waiting, or who waited too long, are told to retry', async () => {
  const gate = new FairGate({ total: 1, waiting: 1, patience: 30 });
  await gate.acquire(ann);
  const waiting = gate.acquire(ann);
  await expect(gate.acquire(ann)).rejects.toMatchObject({ status: 429, code: 'too-many-waiting', retryAfter: 5 });
  await expect(waiting).rejects.toMatchObject({ status: 503, code: 'busy', retryAfter: 5 });
});

test('a cancelled wait is removed', async () => {
  const gate = new FairGate({ total: 1, waiting: 5 });
  const leave = await gate.acquire(ann);
  const gone = new AbortController();
  const waiting = gate.acquire(amy, 1, gone.signal);
  const next = gate.acquire(bo);
  gone.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
  leave();
  expect(await settled(next)).toBe(true);
  await expect(gate.acquire(amy, 1, gone.signal)).rejects.toThrow('gone');
});
