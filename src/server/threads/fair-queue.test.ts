import fc from 'fast-check';
import { FairQueue } from './fair-queue';

const owner = (name: string) => ({ site: name.charAt(0), user: name });

test('sites take turns, and so do the users of a site', () => {
  const queue = new FairQueue<string>();
  for (const item of ['a1:1', 'a1:2', 'a1:3', 'a2:1', 'b1:1', 'b1:2']) queue.push(owner(item.slice(0, 2)), item);
  const order = Array.from({ length: 6 }, () => queue.shift());
  expect(order).toEqual(['a1:1', 'b1:1', 'a2:1', 'b1:2', 'a1:2', 'a1:3']);
  expect(queue.shift()).toBeUndefined();
});

test('items that do not fit yet are skipped, and keep their turn', () => {
  const queue = new FairQueue<string>();
  queue.push(owner('a1'), 'large');
  queue.push(owner('b1'), 'small');
  expect(queue.shift((item) => item === 'small')).toBe('small');
  expect(queue.shift()).toBe('large');
});

test('nothing is lost, duplicated or overtaken by the same user’s items, and nobody waits for two turns of another', () => {
  const names = fc.constantFrom('a1', 'a2', 'b1', 'c1');
  fc.assert(
    fc.property(fc.array(names, { maxLength: 40 }), fc.array(fc.nat(39), { maxLength: 5 }), (owners, removed) => {
      const items = owners.map((name, at) => ({ name, at }));
      const queue = new FairQueue<(typeof items)[number]>();
      for (const item of items) queue.push(owner(item.name), item);
      const gone = new Set(removed.flatMap((at) => items[at] ?? []));
      for (const item of gone) expect(queue.remove(item)).toBe(true);
      for (const item of gone) expect(queue.remove(item)).toBe(false);
      expect(queue.size).toBe(items.length - gone.size);
      const out: typeof items = [];
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) out.push(item);
      expect(new Set(out)).toEqual(new Set(items.filter((item) => !gone.has(item))));
      for (const name of new Set(owners)) {
        const own = out.filter((item) => item.name === name).map(({ at }) => at);
        expect(own).toEqual([...own].sort((one, other) => one - other));
      }
      // While several sites wait, no site has two turns in a row.
      const sites = out.map(({ name }) => name.charAt(0));
      for (let place = 1; place < sites.length; place++)
        if (sites[place] === sites[place - 1]) expect(new Set(sites.slice(place)).size).toBe(1);
    }),
  );
});
