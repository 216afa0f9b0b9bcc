/** PostgreSQL's own programs for backup and restore, found on this machine. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { IS_WINDOWS } from './paths.mjs';
import { installDebianPackages } from './system-packages.mjs';

/** Where Debian keeps the programs of each version; the newest first. */
function debianFolders() {
  const home = '/usr/lib/postgresql';
  if (!existsSync(home)) return [];
  const versions = readdirSync(home).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => path.join(home, version, 'bin'));
}

/**
 * A program's file: in PG_BIN, else the newest of Debian's, else on PATH.
 * @param {string} name such as `pg_dump`
 * @returns {string | undefined} undefined: it is not installed
 */
export function findPostgresTool(name) {
  const file = IS_WINDOWS ? `${name}.exe` : name;
  const { PG_BIN, PATH = '' } = process.env;
  const folders = PG_BIN ? [PG_BIN] : [...debianFolders(), ...PATH.split(path.delimiter)];
  return folders.map((folder) => path.join(folder, file)).find((full) => existsSync(full));
}

/** @param {string} name @returns {string} @throws when it is not installed, saying what to do */
export function postgresTool(name) {
  const file = findPostgresTool(name);
  if (file) return file;
  throw new Error(
    `${name} is not installed. Install PostgreSQL's client programs (Debian: postgresql-client), as new as the server or newer, or name their folder in PG_BIN.`,
  );
}

/**
 * Connection details for PostgreSQL's programs, which then need no address on their command
 * line, where every user of the machine could read the password.
 * @param {string} address `postgres://user:password@host:port/database`
 * @returns {Record<string, string>}
 */
export function connectionEnv(address) {
  const url = new URL(address);
  const database = decodeURIComponent(url.pathname.slice(1));
  if (!/^postgres(ql)?:$/.test(url.protocol) || !database)
    throw new Error('DATABASE_URL must look like postgres://user:password@host:port/database.');
  return {
    PGHOST: url.hostname,
    PGPORT: url.port || '5432',
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: database,
    PGCONNECT_TIMEOUT: '10',
  };
}

/**
 * Run one of the programs to its end; what it complains about goes to our own error output.
 * @param {string} name @param {string[]} args @param {Record<string, string>} connection
 */
export function runTool(name, args, connection) {
  const child = spawn(postgresTool(name), args, {
    env: { ...process.env, ...connection },
    stdio: ['ignore', 'ignore', 'inherit'],
    windowsHide: true,
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`${name} failed (${code}).`)),
    );
  });
}

/**
 * One value from the database.
 * @param {string} sql @param {Record<string, string>} connection
 */
export function queryValue(sql, connection) {
  const args = ['--no-psqlrc', '--tuples-only', '--no-align', '--command', sql];
  return execFileSync(postgresTool('psql'), args, {
    env: { ...process.env, ...connection },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
}

/**
 * A PostgreSQL server with its client programs, for the test of backup and restore; installed
 * where that is possible.
 * @returns {Promise<string>} the folder of its programs
 */
export async function ensurePostgresServer() {
  const folder = () => {
    const file = findPostgresTool('initdb');
    return file && path.dirname(file);
  };
  const found = folder();
  if (found) return found;
  await installDebianPackages('Installing PostgreSQL for the backup test', ['postgresql']);
  const installed = folder();
  if (installed) return installed;
  throw new Error('PostgreSQL is not installed; name the folder of its programs in PG_BIN.');
}
