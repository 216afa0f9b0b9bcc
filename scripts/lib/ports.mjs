/** Free ports on loopback. */
import net from 'node:net';

/**
 * @param {number} port 0 for any
 * @returns {Promise<number | undefined>} the port, or nothing when it is taken
 */
function tryPort(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host, exclusive: true }, () => {
      const bound = /** @type {net.AddressInfo} */ (server.address()).port;
      server.close(() => resolve(bound));
    });
  });
}

/** The wanted port if it is free, otherwise any. @param {number} [wanted] @returns {Promise<number>} */
export async function freePort(wanted) {
  const port = (wanted && (await tryPort(wanted))) || (await tryPort(0));
  if (!port) throw new Error('There is no free port on 127.0.0.1.');
  return port;
}

/** The first free port from `from` upwards. @param {number} from */
export async function nextFreePort(from) {
  for (let port = from; port < from + 200 && port < 65_536; port++) {
    // Somebody may listen on every address: that is a different bind, and would get our visitors.
    if ((await tryPort(port)) && (await tryPort(port, '0.0.0.0'))) return port;
  }
  throw new Error(`No port is free from ${from} on.`);
}
