/**
 * The process that keeps one stack: it starts PostgreSQL and NocoDB, starts them again when
 * they die, and stops them when it is told to or when its parent is gone, however that ended.
 * It stands in a process group of its own, so a Ctrl-C in the terminal does not reach it
 * before the site has finished its requests. Talks over IPC: see KeeperClient in stack.mjs.
 */
import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import {
  claimDataFolder,
  openDataFolder,
  postgresDir,
  readState,
  releaseDataFolder,
  writeState,
} from './data-folder.mjs';
import { ROOT } from './paths.mjs';
import { freePort } from './ports.mjs';
import { DATABASE, Postgres, USER } from './postgres.mjs';

const NOCODB_READY_TIMEOUT_MS = 180_000;
const LOG_LIMIT_BYTES = 5_000_000;

/** @typedef {{ dataDir: string, stackDir: string, durable: boolean, env: Record<string, string> }} KeeperOptions */

/** @type {KeeperOptions} */
let options;
/** @type {Postgres | undefined} */
let postgres;
/** @type {import('node:child_process').ChildProcess | undefined} */
let nocodb;
let nocodbPort = 0;
let stopping = false;
let claimed = false;

/** @param {object} message */
const tell = (message) => process.connected && process.send?.(message, () => {});
/** @param {string} text */
const progress = (text) => tell({ event: 'progress', text });
/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {string} name */
function logFile(name) {
  const file = path.join(options.dataDir, 'logs', `${name}.log`);
  if (existsSync(file) && statSync(file).size > LOG_LIMIT_BYTES) renameSync(file, `${file}.old`);
  return createWriteStream(file, { flags: 'a' });
}

/** NocoDB gets its own settings only: a stray NC_ variable of the user's shell could point it elsewhere. */
function nocodbEnv() {
  const state = readState(options.dataDir);
  const kept = [
    'PATH',
    'HOME',
    'TMPDIR',
    'TEMP',
    'TMP',
    'SystemRoot',
    'USERPROFILE',
    'APPDATA',
    'LOCALAPPDATA',
  ];
  const toolDir = path.join(options.dataDir, 'nocodb');
  mkdirSync(toolDir, { recursive: true });
  return {
    ...Object.fromEntries(
      kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    ),
    NODE_ENV: 'production',
    TZ: 'UTC',
    PORT: String(nocodbPort),
    STACK_DIR: options.stackDir,
    POSTGRES_PIDFILE: /** @type {Postgres} */ (postgres).pidFile,
    NC_DB: `pg://127.0.0.1:${postgres?.port}?u=${USER}&p=${state.postgresPassword}&d=${DATABASE}`,
    NC_AUTH_JWT_SECRET: state.jwtSecret,
    NC_ADMIN_EMAIL: state.adminEmail,
    NC_ADMIN_PASSWORD: state.adminPassword,
    NC_TOOL_DIR: toolDir,
    NC_DISABLE_TELE: 'true',
    NC_DISABLE_AUDIT: 'true', // else a second copy of every row, which no erasure reaches
    NC_DATA_PAYLOAD_LIMIT: '100',
    NC_DB_POOL_MAX: '20', // a little above the 16 requests our client sends at once
    NC_ALLOW_LOCAL_HOOKS: 'true',
    ...options.env,
  };
}

let failuresInARow = 0;

/** Start NocoDB and wait until it says it is ready. @returns {Promise<void>} */
async function startNocodb() {
  const log = logFile('nocodb');
  const startedAt = Date.now();
  const child = spawn(process.execPath, [path.join(ROOT, 'stack', 'serve.mjs')], {
    cwd: path.join(options.dataDir, 'nocodb'),
    env: nocodbEnv(),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    windowsHide: true,
  });
  nocodb = child;
  child.stdout?.pipe(log);
  child.stderr?.pipe(log);
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`NocoDB is not ready after ${NOCODB_READY_TIMEOUT_MS / 1000} s.`));
      child.kill('SIGKILL');
    }, NOCODB_READY_TIMEOUT_MS);
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      reject(new Error(`NocoDB did not start (${signal ?? code}).`));
      if (nocodb !== child) return; // we ended it ourselves
      nocodb = undefined;
      if (Date.now() - startedAt > 60_000) failuresInARow = 0;
      if (everReady) void reviveNocodb();
    });
    child.once('message', () => clearTimeout(timer));
  });
}

let everReady = false;

/** NocoDB died by itself: bring it back, more slowly each time it fails. */
async function reviveNocodb() {
  while (!stopping && !nocodb) {
    const waitMs = Math.min(10_000, 250 * 2 ** failuresInARow++);
    tell({
      event: 'nocodb-died',
      text: `NocoDB ended unexpectedly; starting it again in ${waitMs} ms`,
    });
    await pause(waitMs);
    // A failed start is reported by its own exit, which leads here again.
    if (!stopping && !nocodb) return void startNocodb().catch(() => {});
  }
}

async function stopNocodb() {
  const child = nocodb;
  nocodb = undefined;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await gone;
  clearTimeout(timer);
}

/** @param {Postgres} server */
async function startPostgresSomewhere(server) {
  const { ports } = readState(options.dataDir);
  for (let attempt = 1; ; attempt++) {
    try {
      return await server.start(await freePort(attempt === 1 ? ports?.postgres : undefined));
    } catch (error) {
      // Somebody may have taken the port between our looking and PostgreSQL's binding it.
      if (stopping || attempt === 3) throw error;
      await server.stop();
    }
  }
}

async function start() {
  openDataFolder(options.dataDir);
  claimDataFolder(options.dataDir, process.pid);
  claimed = true;
  const state = readState(options.dataDir);
  const folder = postgresDir(options.dataDir);
  if (path.dirname(folder) !== path.resolve(options.dataDir)) {
    progress(
      `PostgreSQL's files are kept in ${folder}: as root it runs as another user, who cannot enter ${options.dataDir}`,
    );
  }
  postgres = new Postgres({
    stackDir: options.stackDir,
    folder,
    password: state.postgresPassword,
    durable: options.durable,
    log: logFile('postgres'),
    onProgress: progress,
  });
  await postgres.initialise();
  if (stopping) return;
  progress('starting PostgreSQL');
  await startPostgresSomewhere(postgres);
  postgres.onLost = () => void revivePostgres();
  if (stopping) return;
  progress('starting NocoDB (5 to 30 s)');
  nocodbPort = await freePort(state.ports?.nocodb);
  await startNocodb();
  everReady = true;
  writeState(options.dataDir, {
    ...readState(options.dataDir),
    ports: { postgres: postgres.port, nocodb: nocodbPort },
  });
}

async function revivePostgres() {
  for (
    let waitMs = 250;
    !stopping && postgres && !postgres.server;
    waitMs = Math.min(10_000, waitMs * 2)
  ) {
    tell({ event: 'postgres-died', text: 'PostgreSQL ended unexpectedly; starting it again' });
    await pause(waitMs);
    if (!stopping) await postgres.start(postgres.port).catch(() => {});
  }
}

async function stop() {
  stopping = true;
  await stopNocodb();
  await postgres?.stop();
  if (claimed) releaseDataFolder(options.dataDir);
}

const running = () => /** @type {Postgres} */ (postgres);

/** @type {Record<string, (argument: any) => Promise<unknown>>} */
const operations = {
  start: async (/** @type {KeeperOptions} */ given) => {
    options = given;
    await start();
    return { postgresPort: running().port, nocodbPort };
  },
  stopPostgres: () => running().stop(),
  startPostgres: async () => {
    if (!running().server) await running().start(running().port);
  },
  restartPostgres: async () => {
    await running().stop();
    await running().start(running().port);
  },
  restartNocodb: async () => {
    await stopNocodb();
    await startNocodb();
  },
};

process.on(
  'message',
  async (/** @type {{ id: number, op: string, argument: unknown }} */ { id, op, argument }) => {
    try {
      tell({ id, result: await operations[op]?.(argument) });
    } catch (error) {
      tell({ id, error: /** @type {Error} */ (error).message });
    }
  },
);

let leaving = false;
async function leave() {
  if (leaving) return;
  leaving = true;
  await stop().catch(() => {});
  process.exit(0);
}
process.on('disconnect', leave);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, leave);
process.on('uncaughtException', (error) => {
  progress(`the stack's keeper failed: ${error.message}`);
  void leave();
});
