/** Running other programs: quietly with a heartbeat, or beside us as a child that dies with us. */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { IS_WINDOWS, ROOT } from './paths.mjs';

const HEARTBEAT_MS = 10_000;

/** @param {string} text */
export const say = (text) => console.log(text);

/** @param {number} startedAtMs */
export const secondsSince = (startedAtMs) => `${Math.round((Date.now() - startedAtMs) / 1000)} s`;

/** The last lines of a log file, for showing after a failure. @param {string} file */
export function tail(file, lines = 30) {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '(no output)';
  }
}

/**
 * The npm that runs us, as an argument list. Through `npm_execpath` no shell is needed
 * for npm.cmd on Windows.
 * @returns {string[]}
 */
export function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli)) return [process.execPath, cli];
  return [IS_WINDOWS ? 'npm.cmd' : 'npm'];
}

/**
 * An installed package's command as an argument list. Run by our own Node instead of `npx`:
 * that wrapper does not pass signals on, and would leave the program behind.
 * @param {string} packageName
 * @param {string} [command]
 * @returns {string[]}
 */
export function localCommand(packageName, command = packageName) {
  const folder = path.join(ROOT, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return [process.execPath, path.join(folder, typeof bin === 'string' ? bin : bin[command])];
}

/**
 * Start a program in a process group of its own, so that all of it can be ended at once and
 * Ctrl-C reaches it only through us. A Node program also ends when we are killed outright.
 * @param {string[]} command
 * @param {import('node:child_process').SpawnOptions} options
 * @returns {import('node:child_process').ChildProcess}
 */
export function spawnOwned([program, ...args], options = {}) {
  const isNode = program === process.execPath;
  const guard = path.join(ROOT, 'scripts', 'lib', 'die-with-parent.mjs');
  const { stdio = 'inherit' } = options;
  const streams = Array.isArray(stdio) ? stdio : [stdio, stdio, stdio];
  return spawn(program, isNode ? ['--import', `file://${guard}`, ...args] : args, {
    cwd: ROOT,
    detached: !IS_WINDOWS,
    windowsHide: true,
    shell: IS_WINDOWS && program.endsWith('.cmd'),
    ...options,
    env: { ...(options.env ?? process.env), KOPILKA_PARENT: String(process.pid) },
    stdio: isNode ? [...streams, 'ipc'] : streams,
  });
}

/**
 * End a program started by spawnOwned, with everything it started; resolves when it is gone.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function endOwned(child, graceMs = 5_000) {
  /** @param {NodeJS.Signals} name */
  const signal = (name) => {
    try {
      if (IS_WINDOWS) child.kill(name);
      else process.kill(-(/** @type {number} */ (child.pid)), name);
    } catch {
      // Gone already.
    }
  };
  if (child.pid === undefined) return;
  const running = child.exitCode === null && child.signalCode === null;
  const gone = running ? new Promise((resolve) => child.once('exit', resolve)) : Promise.resolve();
  signal('SIGTERM');
  const timer = setTimeout(() => signal('SIGKILL'), graceMs);
  await gone;
  clearTimeout(timer);
  signal('SIGKILL'); // its own children, if the leader left some behind
}

/**
 * Run a slow command quietly: says what it does, then every ten seconds how long it has taken
 * and the last line that the command said. Its whole output goes to a log file, whose end is
 * shown if the command fails.
 * @param {string} label
 * @param {string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, logFile?: string }} [options]
 */
export async function runQuietly(label, command, options = {}) {
  const logFile =
    options.logFile ?? path.join(os.tmpdir(), `kopilka-${process.pid}-${Date.now()}.log`);
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = createWriteStream(logFile);
  await new Promise((resolve) => log.once('open', resolve));
  const startedAt = Date.now();
  say(`${label} ...`);
  let lastLine = '';
  const heartbeat = setInterval(
    () => say(`  still at it, ${secondsSince(startedAt)}${lastLine && `: ${lastLine}`}`),
    HEARTBEAT_MS,
  );
  const child = spawnOwned(command, {
    cwd: options.cwd ?? ROOT,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout?.pipe(log, { end: false });
  child.stdout?.on('data', (/** @type {Buffer} */ chunk) => {
    lastLine = chunk.toString().trim().split('\n').at(-1)?.slice(0, 100) ?? '';
  });
  child.stderr?.pipe(log, { end: false });
  running.add(child);
  /** @type {{ code: number | null, error?: Error }} */
  const result = await new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, error }));
    child.once('close', (code) => resolve({ code }));
  });
  running.delete(child);
  clearInterval(heartbeat);
  log.end();
  if (result.code !== 0) {
    const why = result.error ? result.error.message : `it ended with ${result.code ?? 'a signal'}`;
    throw new Error(`${label} failed: ${why}\n${tail(logFile)}\nWhole output: ${logFile}`);
  }
  if (!options.logFile) rmSync(logFile, { force: true });
  say(`  done in ${secondsSince(startedAt)}`);
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** End whatever runQuietly is running now: for Ctrl-C in the middle of an installation. */
export async function endRunning() {
  await Promise.all([...running].map((child) => endOwned(child, 1_000)));
}
