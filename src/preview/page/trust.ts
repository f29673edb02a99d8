// Runs before office.js, in the preview's frame only. office.js trusts only https hosts, but the preview may run on plain http on
// localhost. This wraps `XdmCommunicationManager.connect`, which creates the end point that decides about trust, as soon as
// office.js defines it.

/** The state of a host that office.js has checked and trusts. */
const TRUSTED = 3;

interface EndPointMaker {
  connect(...values: unknown[]): object;
}

/** Calls back when a property is assigned. */
function whenSet(holder: object, name: string, seen: (value: object) => void): void {
  const there = (holder as Record<string, unknown>)[name];
  if (typeof there === 'object' && there !== null) {
    seen(there);
    return;
  }
  let current: unknown = there;
  Object.defineProperty(holder, name, {
    configurable: true,
    enumerable: true,
    get: () => current,
    set(value: unknown) {
      current = value;
      if (typeof value === 'object' && value !== null) seen(value);
    },
  });
}

whenSet(window, 'Microsoft', (microsoft) =>
  whenSet(microsoft, 'Office', (office) =>
    whenSet(office, 'Common', (common) =>
      whenSet(common, 'XdmCommunicationManager', (manager) => {
        const maker = manager as EndPointMaker;
        const connect = maker.connect.bind(maker);
        maker.connect = (...values) => {
          const endPoint = connect(...values);
          Object.defineProperty(endPoint, '_hostTrustCheckStatus', { get: () => TRUSTED, set: () => undefined });
          return endPoint;
        };
      }),
    ),
  ),
);
