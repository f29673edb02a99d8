import { problems } from '../http/problem';
import { FairQueue, type Owner } from './fair-queue';

export interface GateLimits {
  /** How much may be inside at once, in whatever the cost is counted in. */
  readonly total: number;
  /** How much of it one site may have; all, if not given. */
  readonly ofSite?: number;
  /** How much of it one user may have; all, if not given. */
  readonly ofUser?: number;
  /** How many of one user may wait. */
  readonly waiting: number;
  /** How long one waits, in milliseconds; for ever, if not given. */
  readonly patience?: number;
}

interface Entrant {
  readonly owner: Owner;
  readonly cost: number;
  readonly enter: () => void;
}

/** In how many seconds it is worth asking again. */
const COME_AGAIN = 5;

/** Lets so much in at a time, in a fair order; whoever has waited too long, or has too much waiting, is told when to come again. */
export class FairGate {
  readonly #queue = new FairQueue<Entrant>();
  /** What is inside: in all, by site, by user. */
  readonly #inside = new Map<string, number>();

  constructor(private readonly limits: GateLimits) {}

  /**
   * Waits until there is room.
   * @param signal whoever waits may go away
   * @returns frees the place; safe to call more than once
   * @throws ProblemError 429 if too much of the user waits, 503 if it took too long; the signal's reason
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
