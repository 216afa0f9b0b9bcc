/** A Redis for tests: found, or installed where that is possible. `npm run up` needs none. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { spawnOwned } from './run.mjs';
import { installDebianPackages, onPath } from './system-packages.mjs';

/**
 * The program file of redis-server. As root on Debian it is installed where there is none.
 * @returns {Promise<string>}
 */
export async function ensureRedis() {
  const names = ['redis-server', 'valkey-server'];
  const found = onPath(names);
  if (found) return found;
  await installDebianPackages('Installing Redis for the tests', ['redis-server']);
  const installed = onPath(names);
  if (!installed) {
    throw new Error('Tests of the shared cache need redis-server: install it (apt, brew, ...).');
  }
  return installed;
}

/**
 * A Redis that keeps nothing, on loopback; ready when it resolves.
 * @param {number} port
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
export async function startRedis(port) {
  const program = await ensureRedis();
  const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawnOwned([program, ...options], { stdio: 'ignore' });
  for (let tries = 0; tries < 100; tries += 1) {
    if (await listens(port)) return server;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  server.kill('SIGKILL');
  throw new Error(`redis-server does not listen on port ${port}.`);
}

/** @param {number} port */
async function listens(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
