/**
 * The folder that keeps a stack's data: PostgreSQL's files, NocoDB's tool folder, logs, and
 * `stack.json` (mode 600) with the secrets that were generated for it.
 */
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isAlive } from './install.mjs';
import { IS_ROOT, isOpenToOthers, sharedStateDir, shortHash } from './paths.mjs';

const MARKER = '.kopilka-data';
const PID_FILE = 'stack.pid';

/**
 * @typedef {object} StackState
 * @property {string} jwtSecret signs NocoDB's sessions
 * @property {string} adminEmail
 * @property {string} adminPassword
 * @property {string} postgresPassword
 * @property {string} [apiToken]
 * @property {{ postgres: number, nocodb: number }} [ports] last ones, tried first the next time
 * @property {Record<string, string>} [site] secrets of the site itself
 */

/** A secret of 192 random bits. */
export const newSecret = () => randomBytes(24).toString('base64url');

/**
 * Make the folder ours, or open it again. A folder with other people's files is refused.
 * @param {string} dataDir
 */
export function openDataFolder(dataDir) {
  if (existsSync(dataDir) && !isOurs(dataDir) && readdirSync(dataDir).length > 0) {
    throw new Error(`${dataDir} holds files that are not Kopilka's. Choose an empty folder.`);
  }
  mkdirSync(dataDir, { recursive: true });
  // A folder from mkdtemp is closed, and under root PostgreSQL runs as somebody else.
  if (IS_ROOT) chmodSync(dataDir, 0o755);
  writeFileSync(
    path.join(dataDir, MARKER),
    'This folder belongs to Kopilka; `npm run up -- --fresh` erases it.\n',
  );
  mkdirSync(path.join(dataDir, 'logs'), { recursive: true });
}

/** @param {string} dataDir */
export const isOurs = (dataDir) => existsSync(path.join(dataDir, MARKER));

/** @param {string} dataDir @returns {StackState} */
export function readState(dataDir) {
  const file = path.join(dataDir, 'stack.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  if (existsSync(path.join(postgresDir(dataDir), 'PG_VERSION'))) {
    throw new Error(
      `${file} is lost, and with it the database's password. Start anew with --fresh.`,
    );
  }
  const state = {
    jwtSecret: newSecret(),
    adminEmail: 'admin@kopilka.example',
    adminPassword: `${newSecret()}-Aa1`, // NocoDB wants all kinds of characters
    postgresPassword: newSecret(),
  };
  writeState(dataDir, state);
  return state;
}

/** Written whole or not at all: a half-written file would lose the password. @param {string} dataDir @param {StackState} state */
export function writeState(dataDir, state) {
  const file = path.join(dataDir, 'stack.json');
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/**
 * PostgreSQL's files: inside the data folder, or, when we are root and its user could not walk
 * there (a project under /root), in a shared folder named after the data folder.
 * @param {string} dataDir
 */
export function postgresDir(dataDir) {
  const inside = path.join(dataDir, 'postgres');
  if (!IS_ROOT || existsSync(path.join(inside, 'PG_VERSION'))) return inside;
  if (isOpenToOthers(path.dirname(path.resolve(dataDir)))) return inside;
  return path.join(sharedStateDir(), `data-${shortHash(path.resolve(dataDir))}`);
}

/** Erase everything, if the folder is one of ours and not in use. @param {string} dataDir */
export function eraseDataFolder(dataDir) {
  if (!existsSync(dataDir)) return;
  if (!isOurs(dataDir)) {
    if (readdirSync(dataDir).length === 0) return;
    throw new Error(`${dataDir} is not a data folder of Kopilka: it is not erased.`);
  }
  const holder = readHolder(dataDir);
  if (holder) throw inUse(dataDir, holder);
  rmSync(postgresDir(dataDir), { recursive: true, force: true });
  rmSync(dataDir, { recursive: true, force: true });
}

/**
 * Claim the folder for a process. Left-overs of a dead one are taken over.
 * @param {string} dataDir
 * @param {number} pid
 */
export function claimDataFolder(dataDir, pid) {
  const file = path.join(dataDir, PID_FILE);
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(file, JSON.stringify({ pid, since: new Date().toISOString() }), { flag: 'wx' });
      return;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(dataDir);
    if (holder) throw inUse(dataDir, holder);
    rmSync(file, { force: true });
  }
  throw new Error(`Cannot claim ${dataDir}: another process keeps claiming it.`);
}

/** @param {string} dataDir */
export const releaseDataFolder = (dataDir) => rmSync(path.join(dataDir, PID_FILE), { force: true });

/**
 * The live process that holds the folder, if there is one.
 * @param {string} dataDir
 * @returns {{ pid: number, since: string } | undefined}
 */
function readHolder(dataDir) {
  try {
    const holder = JSON.parse(readFileSync(path.join(dataDir, PID_FILE), 'utf8'));
    return isAlive(holder.pid) && isKeeper(holder.pid) ? holder : undefined;
  } catch {
    return undefined;
  }
}

/** A process number is given out again after a restart of the machine: look at who it is. @param {number} pid */
function isKeeper(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('keeper.mjs');
  } catch {
    return true; // no /proc here: believe the number
  }
}

/** @param {string} dataDir @param {{ pid: number, since: string }} holder */
function inUse(dataDir, holder) {
  return new Error(
    `${dataDir} is in use by a Kopilka that is running already (process ${holder.pid}, since ${holder.since}). Stop it, or choose another folder with --data.`,
  );
}
