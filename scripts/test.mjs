/**
 * `npm test`: every check there is, on a real NocoDB of its own, with nothing set up by hand.
 *
 *   npm test -- [--only types,lint,unit,component,build,contract,api,faults,e2e]
 *
 * Tests find their surroundings in the environment: TEST_NOCODB_URL, TEST_NOCODB_TOKEN,
 * TEST_PG_URL, TEST_STACK_DIR (its node_modules have the driver `pg`), TEST_STACK_CONTROL
 * (see lib/stack-control.mjs) and CHROMIUM_PATH. The last line of the output is the result.
 */
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { eraseDataFolder } from './lib/data-folder.mjs';
import { ensureChromium, ensureSitePackages, ensureStack } from './lib/install.mjs';
import { ROOT } from './lib/paths.mjs';
import { endPhases, oneCheck, Tally, vitestProject } from './lib/phases.mjs';
import { endRunning, localCommand, say } from './lib/run.mjs';
import { buildSite } from './lib/site.mjs';
import { startStack } from './lib/stack.mjs';
import { serveStackControl } from './lib/stack-control.mjs';

const ALONE = ['types', 'lint', 'unit', 'component'];
const ON_STACK = ['contract', 'api', 'faults', 'e2e'];
const ALL = [...ALONE, 'build', ...ON_STACK];

const given = new AbortController();
const tally = new Tally();
const workDir = mkdtempSync(path.join(os.tmpdir(), 'kopilka-test-'));
// Open to PostgreSQL's user when we are root; nothing secret lies in it unprotected.
chmodSync(workDir, 0o755);
const dataDir = path.join(workDir, 'data');
/** @type {import('./lib/stack.mjs').Stack | undefined} */
let stack;
/** @type {{ close: () => void } | undefined} */
let control;

async function tidyUp() {
  control?.close();
  await stack?.stop();
  stack = undefined;
  try {
    eraseDataFolder(dataDir); // PostgreSQL's files may be elsewhere (as root)
  } finally {
    rmSync(workDir, { recursive: true, force: true });
  }
}

let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (interrupted) process.exit(1);
    interrupted = true;
    console.error('\nStopping ...');
    given.abort(new Error('stopped'));
    await Promise.all([endRunning(), endPhases()]);
  });
}

/** @returns {Set<string>} */
function chosenPhases() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  // Tests of failures are few and may be absent from an early checkout; every other phase must have tests.
  const present = ALL.filter((phase) => phase !== 'faults' || hasTests(phase));
  if (values.only === undefined) return new Set(present);
  const only = values.only.split(',').map((phase) => phase.trim());
  const unknown = only.filter((phase) => !ALL.includes(phase));
  if (unknown.length > 0)
    throw new Error(`There is no phase ${unknown.join(', ')}; choose from ${ALL.join(', ')}.`);
  // The site that these two talk to has to be built.
  if (only.some((phase) => ['api', 'faults', 'e2e'].includes(phase))) only.push('build');
  return new Set(only);
}

/** @param {string} phase */
function hasTests(phase) {
  const folder = path.join(ROOT, 'tests', phase);
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true }).some((name) => /\.test\.tsx?$/.test(String(name)))
  );
}

/** The environment in which the tests find a fresh stack. @returns {Promise<NodeJS.ProcessEnv>} */
async function stackEnv() {
  const stackDir = await ensureStack();
  stack = await startStack({
    dataDir,
    stackDir,
    durable: false,
    signal: given.signal,
    onProgress: (text) => say(`  ${text}`),
  });
  const stackControl = await serveStackControl(stack);
  control = stackControl;
  const { host, port, user, password, database } = stack.postgres;
  return {
    TEST_NOCODB_URL: stack.nocodbUrl,
    TEST_NOCODB_TOKEN: stack.token,
    TEST_PG_URL: `postgres://${user}:${password}@${host}:${port}/${database}`,
    TEST_STACK_DIR: stackDir,
    TEST_STACK_CONTROL: stackControl.url,
  };
}

async function runPhases() {
  const chosen = chosenPhases();
  await ensureSitePackages();
  /** @param {string} phase @param {string} title @param {() => Promise<import('./lib/phases.mjs').Counts>} run */
  const phase = async (phase, title, run) => {
    given.signal.throwIfAborted();
    return chosen.has(phase) ? tally.run(title, run) : true;
  };
  await phase('types', 'types', () => oneCheck([...localCommand('typescript', 'tsc'), '--noEmit']));
  await phase('lint', 'lint', () =>
    oneCheck([...localCommand('@biomejs/biome', 'biome'), 'check']),
  );
  for (const project of ['unit', 'component']) {
    await phase(project, `${project} tests`, () => vitestProject(project, process.env, workDir));
  }
  const built = await phase('build', 'build of the site', async () => {
    await buildSite();
    return { passed: 1, failed: 0 };
  });

  const onStack = ON_STACK.filter((name) => chosen.has(name));
  if (onStack.length === 0) return;
  let env = process.env;
  say('\n=== NocoDB on PostgreSQL, for the tests only');
  try {
    env = { ...process.env, ...(await stackEnv()) };
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
  }
  for (const project of onStack) {
    await phase(project, `${project} tests`, async () => {
      if (!stack) throw new Error('Not run: NocoDB did not start.');
      if (!built && project !== 'contract') throw new Error('Not run: the site was not built.');
      const chromium = project === 'e2e' ? { CHROMIUM_PATH: await ensureChromium() } : {};
      return vitestProject(project, { ...env, ...chromium }, workDir);
    });
  }
}

try {
  await runPhases();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  tally.total.failed += 1;
} finally {
  await tidyUp();
}
const { passed, failed } = tally.total;
say(`\n${tally.lines.join('\n')}\n`);
process.exitCode = failed > 0 || interrupted ? 1 : 0;
say(`${passed} passed, ${failed} failed`);
