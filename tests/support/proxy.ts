/** A proxy before NocoDB that does to requests what networks do. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type Mishap =
  | 'pass'
  /** NocoDB does it, the answer never arrives. */
  | 'drop-answer'
  /** NocoDB never hears of it. */
  | 'swallow'
  /** The caller is cut off at once; NocoDB gets it 300 ms later. */
  | 'late'
  /** NocoDB does it and the answer says that no row came back. */
  | 'empty-answer'
  /** As when PostgreSQL is away: NocoDB answers 400. */
  | 'database-away'
  /** It takes a while. */
  | 'delay'
  /** NocoDB does it; the connection breaks in the middle of the answer. */
  | 'half-answer'
  /** NocoDB never hears of it; something before it answers 500 with a page. */
  | 'error-500'
  /** NocoDB does it, and the answer is a 500. */
  | 'done-500'
  /** NocoDB never hears of it: too many requests. */
  | 'too-many';

export interface BadNetwork {
  url: string;
  /** Decides what happens to each request. */
  rule: (method: string, path: string) => Mishap;
  /** No page is longer than this, as on NocoDB's cloud. */
  maxPage: number | null;
  /** Waits for requests that are on their way to NocoDB, late ones too. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<BadNetwork> {
  const underWay = new Set<Promise<void>>();
  const proxy: BadNetwork = {
    url: '',
    rule: () => 'pass',
    maxPage: null,
    async settled() {
      await Promise.all(underWay);
    },
    async close() {
      await proxy.settled();
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
  const server = createServer((request, response) => {
    const done = handle(request, response)
      // NocoDB itself could not be reached: nor can it be through here.
      .catch(() => void response.destroy())
      .finally(() => underWay.delete(done));
    underWay.add(done);
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const method = request.method ?? 'GET';
    const url = new URL(request.url ?? '/', target);
    const mishap = proxy.rule(method, url.pathname);
    if (mishap === 'database-away') {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: 'ERR_DATABASE_OP_FAILED', code: 'ECONNREFUSED' }));
      return;
    }
    if (mishap === 'error-500' || mishap === 'too-many') {
      const [status, body] =
        mishap === 'too-many' ? [429, '{"msg":"Too many requests"}'] : [500, '<html>Error</html>'];
      response.writeHead(status, { 'content-type': 'text/html' });
      response.end(body);
      return;
    }
    if (mishap === 'delay') await sleep(50 + Math.random() * 350);
    if (mishap === 'swallow' || mishap === 'late') response.destroy();
    if (mishap === 'swallow') return;
    if (mishap === 'late') await sleep(300);
    const limit = Number(url.searchParams.get('limit'));
    if (proxy.maxPage !== null && limit > proxy.maxPage) {
      url.searchParams.set('limit', String(proxy.maxPage));
    }
    const answer = await fetch(url, {
      method,
      headers: {
        'xc-token': String(request.headers['xc-token']),
        'content-type': 'application/json',
      },
      body: chunks.length === 0 ? undefined : Buffer.concat(chunks),
    });
    const body = await answer.text();
    if (mishap === 'late') return;
    if (mishap === 'drop-answer') {
      response.destroy();
      return;
    }
    if (mishap === 'half-answer') {
      const whole = Buffer.from(body);
      response.writeHead(answer.status, {
        'content-type': 'application/json',
        'content-length': whole.length,
      });
      response.write(whole.subarray(0, whole.length / 2), () => response.destroy());
      return;
    }
    if (mishap === 'done-500') {
      response.writeHead(500);
      response.end('Internal Server Error');
      return;
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(mishap === 'empty-answer' && answer.ok ? '{"records":[]}' : body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

/** The given mishaps for the first inserts, one each, then everything passes. */
export function onInserts(...mishaps: Mishap[]): BadNetwork['rule'] {
  const left = [...mishaps];
  return (method) => (method === 'POST' ? (left.shift() ?? 'pass') : 'pass');
}
