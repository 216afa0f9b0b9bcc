/** Building the site when its sources changed, and serving it. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { endOwned, localCommand, runQuietly, say, spawnOwned, tail } from './run.mjs';

const BUILD_ID = path.join(ROOT, '.next', 'BUILD_ID');
const STAMP = path.join(ROOT, '.next', 'kopilka-build.json');
/** What the built site does not depend on. Everything else counts: too many builds do less harm than a stale one. */
const NOT_SOURCES = new Set([
  'node_modules',
  'tests',
  'scripts',
  'stack',
  'docs',
  'coverage',
  'test-results',
  'screenshots',
  'next-env.d.ts',
]);

/** @param {string} folder @returns {string[]} */
function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !/\.(md|tsbuildinfo|log)$/.test(name))
    .filter(({ name }) => folder !== ROOT || !NOT_SOURCES.has(name))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name);
      return entry.isDirectory() ? sourceFiles(full) : entry.isFile() ? [full] : [];
    })
    .sort();
}

function sourcesHash() {
  const hash = createHash('sha256').update(process.version);
  for (const file of sourceFiles(ROOT))
    hash.update(path.relative(ROOT, file)).update('\0').update(readFileSync(file));
  // Next.js writes these into the browser's code.
  for (const name of Object.keys(process.env).sort()) {
    if (name.startsWith('NEXT_PUBLIC_')) hash.update(`${name}=${process.env[name]}\0`);
  }
  return hash.digest('hex');
}

/** Build the site, unless these very sources have been built already. */
export async function buildSite() {
  const before = sourcesHash();
  if (
    existsSync(BUILD_ID) &&
    existsSync(STAMP) &&
    JSON.parse(readFileSync(STAMP, 'utf8')).sources === before
  ) {
    say('The site is built already (nothing changed since).');
    return;
  }
  await runQuietly('Building the site', [...localCommand('next'), 'build'], {
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (!existsSync(BUILD_ID)) throw new Error('Building the site ended without a result.');
  // Sources that changed during the build may be in it by half: leave no stamp then.
  if (sourcesHash() === before) writeFileSync(STAMP, JSON.stringify({ sources: before }));
}

/**
 * Serve the site and wait until it answers with the menu.
 * @param {{ port: number, env: NodeJS.ProcessEnv, dev: boolean, logFile: string, signal: AbortSignal }} options
 * @returns {Promise<import('node:child_process').ChildProcess>}
 */
export async function serveSite({ port, env, dev, logFile, signal }) {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  const command = [
    ...localCommand('next'),
    dev ? 'dev' : 'start',
    '-H',
    '127.0.0.1',
    '-p',
    String(port),
  ];
  const site = spawnOwned(command, {
    env: { ...env, NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  try {
    await menuAnswers(site, port, logFile, signal);
    return site;
  } catch (error) {
    await endOwned(site);
    throw error;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} site
 * @param {number} port @param {string} logFile @param {AbortSignal} signal
 */
async function menuAnswers(site, port, logFile, signal) {
  const deadline = Date.now() + 120_000;
  let last = 'no answer';
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    if (site.exitCode !== null || site.signalCode !== null) break;
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/api/menu`, {
        signal: AbortSignal.timeout(30_000),
      });
      if (answer.status === 200) return;
      last = `${answer.status} ${(await answer.text()).slice(0, 300)}`;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(
    `The site does not serve its menu: ${last}\n${tail(logFile)}\nWhole output: ${logFile}`,
  );
}
