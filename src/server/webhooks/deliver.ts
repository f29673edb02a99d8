import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** The most time for a delivery, from connecting to the answer's status, in milliseconds: shorter than the job's. */
const TIMEOUT = 5_000;

/** Addresses that are not on the public internet: RFC 1918, 6598, 5735, 3927, 4193, 4291, 6052 and others. */
const PRIVATE = { 4: new BlockList(), 6: new BlockList() };
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  PRIVATE[4].addSubnet(address, prefix, 'ipv4');
// Only 2000::/3 is public; of it, documentation and the tunnels that contain IPv4 addresses are not.
for (const [address, prefix] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  PRIVATE[6].addSubnet(address, prefix, 'ipv6');

/** Whether an IP address is not on the public internet. */
export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return PRIVATE[4].check(address, 'ipv4');
  return version !== 6 || PRIVATE[6].check(address, 'ipv6');
}

/** Looks a name up when connecting, and refuses private addresses: a check before would not hold for what is connected to. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address))) {
      return callback(Object.assign(new Error('The address is private.'), { code: 'EPRIVATE' }), '', 0);
    }
    if (options.all === true) return (callback as unknown as (error: null, all: typeof addresses) => void)(null, addresses);
    return callback(null, first.address, first.family);
  });
};

/** A signed message. */
export interface SignedMessage {
  readonly url: string;
  /** The delivery's ID: the same when it is sent again. */
  readonly id: string;
  readonly body: string;
  readonly secret: string;
  readonly now: Date;
}

/** `t=SECONDS,v1=HEX`: HMAC-SHA256 of `SECONDS.BODY`. */
export function signatureOf(secret: string, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/**
 * Posts a message. Redirects are not followed, and the answer's body is not read.
 * @param allowsPrivate whether private addresses and plain http are allowed
 * @returns the HTTP status, or the code of the error
 */
export function post({ url, id, body, secret, now }: SignedMessage, allowsPrivate: boolean): Promise<string> {
  const target = new URL(url);
  const isSecure = target.protocol === 'https:';
  const host = target.hostname.replace(/^\[|\]$/g, '');
  if (!allowsPrivate && (!isSecure || (isIP(host) !== 0 && isPrivateAddress(host)))) return Promise.resolve('EPRIVATE');
  return new Promise((resolve) => {
    const request = (isSecure ? httpsRequest : httpRequest)(target, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'caseload-upload',
        'caseload-delivery': id,
        'caseload-signature': signatureOf(secret, body, now),
      },
      agent: false,
      ...(allowsPrivate ? {} : { lookup: publicLookup }),
    });
    const timer = setTimeout(() => request.destroy(Object.assign(new Error('No answer in time.'), { code: 'ETIMEDOUT' })), TIMEOUT);
    request.on('response', (response) => {
      clearTimeout(timer);
      resolve(String(response.statusCode ?? 0));
      response.destroy();
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve(error.code ?? 'ERROR');
    });
    request.end(body);
  });
}
