/**
 * One process that serves NocoDB on loopback. Its settings come from the environment:
 * PORT, NC_DB, NC_AUTH_JWT_SECRET and the other NC_ variables of NocoDB itself;
 * STACK_DIR names the folder whose node_modules hold NocoDB (this folder by default).
 *
 * Started with an IPC channel it says 'ready' when NocoDB answers, and leaves when the
 * channel closes. A parent that was killed outright also leaves PostgreSQL behind, so the
 * last one out stops it: POSTGRES_PIDFILE names the file that knows its process.
 */
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const require = createRequire(path.join(process.env.STACK_DIR || here, 'package.json'));

/**
 * NocoDB loads sqlite3's native part even when its data is in PostgreSQL. That part would be
 * compiled or fetched from outside the registry; an empty stand-in spares every user that.
 */
function replaceSqlite() {
  const id = require.resolve('sqlite3');
  const standIn = { Database: class {}, verbose: () => standIn };
  require.cache[id] = /** @type {any} */ ({ id, filename: id, loaded: true, exports: standIn });
}

/** Ask a PostgreSQL that lost its keeper to shut down (fast: open transactions are aborted). */
function stopOrphanedPostgres() {
  try {
    const pid = Number(readFileSync(process.env.POSTGRES_PIDFILE ?? '', 'utf8').split('\n')[0]);
    if (pid > 1) process.kill(pid, 'SIGINT');
  } catch {
    // No file: PostgreSQL has stopped already, or it is not ours to stop.
  }
}

if (process.send) {
  process.on('disconnect', () => {
    stopOrphanedPostgres();
    process.exit(1);
  });
}
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));

replaceSqlite();
const express = require('express');
const { Noco } = require('nocodb');

const app = express();
const server = http.createServer(app);
await new Promise((resolve, reject) => {
  server.once('error', reject);
  server.listen(Number(process.env.PORT), '127.0.0.1', () => resolve(undefined));
});
app.use(await Noco.init({}, server, app));
process.send?.({ event: 'ready' });
