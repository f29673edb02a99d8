import { problems } from '../http/problem';
import { FairQueue, type Owner } from './fair-queue';

export interface GateLimits {
  /** The total capacity, in the unit of the cost. */
  readonly total: number;
  /** The capacity per site; by default all of it. */
  readonly ofSite?: number;
  /** The capacity per user; by default all of it. */
  readonly ofUser?: number;
  /** The most waiting entries per user. */
  readonly waiting: number;
  /** The most time to wait, in milliseconds; unlimited by default. */
  readonly patience?: number;
}

interface Entrant {
  readonly owner: Owner;
  readonly cost: number;
  readonly enter: () => void;
}

/** The suggested seconds before a retry. */
const COME_AGAIN = 5;

/** Limits concurrent use of a capacity in a fair order. Refuses entries that wait too long, or of users with too many waiting. */
export class FairGate {
  readonly #queue = new FairQueue<Entrant>();
  /** The capacity in use: in total, by site and by user. */
  readonly #inside = new Map<string, number>();

  constructor(private readonly limits: GateLimits) {}

  /**
   * Waits until there is room.
   * @param signal aborts the wait
   * @returns frees the capacity; idempotent
   * @throws ProblemError 429 if the user has too many waiting, 503 on timeout; the signal's reason
   */
  async acquire(owner: Owner, cost = 1, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#queue.sizeOf(owner) >= this.limits.waiting) throw problems.tooManyWaiting(COME_AGAIN);
    await this.#wait(owner, cost, signal);
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      this.#count(owner, -cost);
      this.#letIn();
    };
  }

  #wait(owner: Owner, cost: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (why: unknown) => {
        if (!this.#queue.remove(entrant)) return;
        settle();
        reject(why);
      };
      const goneAway = () => leave(signal?.reason);
      const { patience } = this.limits;
      const timer = patience === undefined ? undefined : setTimeout(() => leave(problems.busy(COME_AGAIN)), patience);
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', goneAway);
      };
      const entrant: Entrant = {
        owner,
        cost,
        enter() {
          settle();
          resolve();
        },
      };
      signal?.addEventListener('abort', goneAway);
      this.#queue.push(owner, entrant);
      this.#letIn();
    });
  }

  #letIn(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      this.#count(next.owner, next.cost);
      next.enter();
    }
  }

  #next(): Entrant | undefined {
    return this.#queue.shift(({ owner, cost }) => {
      const { total, ofSite = total, ofUser = total } = this.limits;
      const [all, site, user] = keysOf(owner).map((key) => (this.#inside.get(key) ?? 0) + cost) as [number, number, number];
      return all <= total && site <= ofSite && user <= ofUser;
    });
  }

  #count(owner: Owner, cost: number): void {
    for (const key of keysOf(owner)) {
      const now = (this.#inside.get(key) ?? 0) + cost;
      if (now === 0) this.#inside.delete(key);
      else this.#inside.set(key, now);
    }
  }
}

function keysOf({ site, user }: Owner): readonly string[] {
  return ['', site, `${site} ${user}`];
}
