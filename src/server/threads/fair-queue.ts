/** The owner of work. */
export interface Owner {
  readonly site: string;
  readonly user: string;
}

/** A user's waiting items, in order of arrival. */
interface UserLine<Item> {
  readonly user: string;
  readonly items: Item[];
}

interface SiteLine<Item> {
  readonly site: string;
  readonly users: UserLine<Item>[];
}

/**
 * A fair queue: sites take turns, and so do the users of a site, so that nobody waits behind everything that another
 * user has sent.
 */
export class FairQueue<Item> {
  /** The next in turn first. */
  readonly #sites: SiteLine<Item>[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The number of a user's waiting items. */
  sizeOf({ site, user }: Owner): number {
    return this.#userLine(site, user)?.items.length ?? 0;
  }

  push({ site, user }: Owner, item: Item): void {
    this.#size++;
    const line = this.#userLine(site, user);
    if (line !== undefined) return void line.items.push(item);
    const ofSite = this.#sites.find((one) => one.site === site);
    if (ofSite === undefined) this.#sites.push({ site, users: [{ user, items: [item] }] });
    else ofSite.users.push({ user, items: [item] });
  }

  /** Removes the next item: the first one that `fits`, by turns; undefined if none does. */
  shift(fits: (item: Item) => boolean = () => true): Item | undefined {
    for (const [place, ofSite] of this.#sites.entries()) {
      for (const [userPlace, ofUser] of ofSite.users.entries()) {
        const [item] = ofUser.items;
        if (item === undefined || !fits(item)) continue;
        ofUser.items.shift();
        this.#size--;
        // The user just served moves to the end, and so does the site.
        ofSite.users.splice(userPlace, 1);
        if (ofUser.items.length > 0) ofSite.users.push(ofUser);
        this.#sites.splice(place, 1);
        if (ofSite.users.length > 0) this.#sites.push(ofSite);
        return item;
      }
    }
    return undefined;
  }

  /** Removes an item; false if it was not waiting. */
  remove(item: Item): boolean {
    for (const [place, ofSite] of this.#sites.entries()) {
      for (const [userPlace, { items }] of ofSite.users.entries()) {
        const at = items.indexOf(item);
        if (at < 0) continue;
        items.splice(at, 1);
        this.#size--;
        if (items.length === 0) ofSite.users.splice(userPlace, 1);
        if (ofSite.users.length === 0) this.#sites.splice(place, 1);
        return true;
      }
    }
    return false;
  }

  #userLine(site: string, user: string): UserLine<Item> | undefined {
    return this.#sites.find((one) => one.site === site)?.users.find((one) => one.user === user);
  }
}
