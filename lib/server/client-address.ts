/**
 * The address that a request came from, which a client cannot choose. X-Forwarded-For
 * is a list that anybody may begin and each proxy adds to: only its end, as long as
 * there are proxies of ours (TRUSTED_PROXIES), says the truth, and before it the
 * connection itself.
 */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/** Set on every request before any other code of ours sees it; a client's own is overwritten. */
export const ADDRESS_HEADER = 'x-kopilka-client-address';

/** The address behind `trusted` proxies; `socket` is who is connected to us. */
export function clientAddress(
  forwarded: string | undefined,
  socket: string | undefined,
  trusted: number,
): string {
  const claimed = forwarded?.split(',').map((part) => part.trim()) ?? [];
  const hops = [...claimed, socket ?? ''].filter((hop) => hop !== '');
  return group(hops[Math.max(0, hops.length - 1 - trusted)] ?? 'unknown');
}

/** One connection has a whole /64 of IPv6 addresses: they count as one. */
function group(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain.slice(0, 100);
  const [head = '', tail] = plain.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail === undefined ? [] : tail.split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const whole = [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right];
  return `${whole
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`;
}

// Next may load this module once per bundle; the server is one per process.
const holder = globalThis as typeof globalThis & { kopilkaMarksAddresses?: boolean };

/** From now on every request to this process's HTTP server carries its address. */
export function markAddresses(trusted: number): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    holder.kopilkaMarksAddresses = true;
    const forwarded = request.headers['x-forwarded-for'];
    request.headers[ADDRESS_HEADER] = clientAddress(
      Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
      request.socket.remoteAddress,
      trusted,
    );
  });
}

/**
 * The address that `markAddresses` put on a request. A platform that calls us without
 * an HTTP server of ours writes X-Forwarded-For itself: there its last entry counts.
 */
export function addressOf({ headers }: { headers: Headers }): string {
  if (holder.kopilkaMarksAddresses) return headers.get(ADDRESS_HEADER) ?? 'unknown';
  return clientAddress(headers.get('x-forwarded-for') ?? undefined, undefined, 0);
}
