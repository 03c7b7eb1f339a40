import { lookup as lookUp } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that the operator lets webhooks reach though they are not public. */
export type AllowedNetworks = BlockList;

/**
 * Addresses that belong to nobody on the public internet: this machine, private networks, link-local (where clouds
 * keep their metadata), carriers' NAT, multicast, documentation (RFC 6890, RFC 4193, RFC 6598).
 */
const NOT_PUBLIC = listOf([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12'],
  ...['192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24'],
  ...['203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
  ...['::/128', '::1/128', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32'],
  ...['2002::/16', '3fff::/20', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'],
]);

/** Networks written as `address/length`, or single addresses. Throws RangeError with the one that is neither. */
export function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', length] = network.split('/');
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    const bits = length === undefined ? most : Number(length);
    if (family === 0 || !/^\d{1,3}$/.test(length ?? '0') || bits > most) throw new RangeError(network);
    list.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** Whether a request may go to this address. */
export function mayReach(address: string, allowed: AllowedNetworks): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mayReach(mapped, allowed);
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  // Other spellings of a mapped address (::ffff:7f00:1) are judged by the list itself, which knows both families.
  return allowed.check(address, family) || !NOT_PUBLIC.check(address, family);
}

/** Why a destination is refused. */
export type DestinationProblem = 'notAnAddress' | 'notSecure' | 'withCredentials' | 'notReachable';

/**
 * Judges where a subscriber wants to be told: an `https:` address without name and password. `http:` only to networks
 * that the operator allows. What a name leads to is judged anew at every request ({@link guardedLookup}).
 */
export function judgeDestination(text: string, allowed: AllowedNetworks): URL | DestinationProblem {
  if (!URL.canParse(text) || text.length > 2_000) return 'notAnAddress';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'notAnAddress';
  if (url.username !== '' || url.password !== '') return 'withCredentials';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) {
    if (!mayReach(host, allowed)) return 'notReachable';
    if (url.protocol === 'http:' && !allowed.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'))
      return 'notSecure';
    return url;
  }
  if (host === 'localhost' || host.endsWith('.localhost'))
    return mayReach('127.0.0.1', allowed) ? url : 'notReachable';
  return url.protocol === 'https:' ? url : 'notSecure';
}

/** The code of the error with which a forbidden address is refused. */
export const FORBIDDEN_ADDRESS = 'EFORBIDDENADDRESS';

/**
 * Looks a name up and hands on only addresses that may be reached. The connection is made to the very address that was
 * judged: a name that answers differently a moment later gains nothing.
 */
export function guardedLookup(allowed: AllowedNetworks): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, '', 0);
      const good = found.filter(({ address }) => mayReach(address, allowed));
      const [first] = good;
      if (first === undefined) {
        const refused = Object.assign(new Error('no address that may be reached'), {
          code: FORBIDDEN_ADDRESS,
        });
        return callback(refused, '', 0);
      }
      if (options.all === true) return callback(null, good);
      callback(null, first.address, first.family);
    });
  };
}
