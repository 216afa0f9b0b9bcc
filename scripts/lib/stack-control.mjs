/**
 * A small server through which tests, which run in processes of their own, make the database
 * fail and come back: `POST {TEST_STACK_CONTROL}/stopPostgres` and the like.
 */
import { randomUUID } from 'node:crypto';
import http from 'node:http';

const OPERATIONS = /** @type {const} */ ([
  'stopPostgres',
  'startPostgres',
  'restartPostgres',
  'restartNocodb',
]);

/**
 * @param {import('./stack.mjs').Stack} stack
 * @returns {Promise<{ url: string, close: () => void }>} `url` holds a secret: other users of
 *   the machine cannot call it
 */
export async function serveStackControl(stack) {
  const secret = randomUUID();
  const server = http.createServer(async (request, response) => {
    const operation = OPERATIONS.find((name) => request.url === `/${secret}/${name}`);
    if (!operation || request.method !== 'POST') return response.writeHead(404).end();
    try {
      await stack[operation]();
      response.writeHead(204).end();
    } catch (error) {
      response.writeHead(500).end(/** @type {Error} */ (error).message);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/${secret}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
