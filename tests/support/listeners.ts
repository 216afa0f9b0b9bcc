/** Small servers that tests put beside the site, to see what it sends. */
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

async function listen(server: Server): Promise<{ url: string; close(): void }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Passes everything on to `target`, and shows every request to `see`. */
export function startRelay(target: string, see: (headers: IncomingHttpHeaders) => void) {
  return listen(
    createServer((incoming, outgoing) => {
      see(incoming.headers);
      const { method = 'GET', headers, url = '/' } = incoming;
      const onward = request(new URL(url, target), { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => outgoing.destroy());
      incoming.pipe(onward);
    }),
  );
}

/** Answers 200 to everything, and shows what was posted to `see`. */
export function startCollector(see: (path: string, body: string) => void) {
  return listen(
    createServer(async (incoming, outgoing) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      see(incoming.url ?? '', Buffer.concat(chunks).toString('utf8'));
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    }),
  );
}
