/**
 * `npm test`: every check there is, on a real NocoDB of its own, with nothing set up by hand.
 *
 *   npm test -- [--only types,lint,unit,component,build,contract,api,faults,e2e]
 *
 * Tests find their surroundings in the environment: TEST_NOCODB_URL, TEST_NOCODB_TOKEN,
 * TEST_PG_URL, TEST_STACK_DIR (its node_modules have the driver `pg`), TEST_STACK_CONTROL
 * (see lib/stack-control.mjs), TEST_PG_BIN (a PostgreSQL with pg_dump) and CHROMIUM_PATH.
 * TEST_STACKS has the first five of every stack, of which each worker takes its own
 * (tests/support/own-stack.ts). The last line of the output is the result.
 */
import { parseArgs } from 'node:util';
import { ensureChromium, ensureSitePackages } from './lib/install.mjs';
import { endPhases, oneCheck, Tally, vitestProject } from './lib/phases.mjs';
import { ensurePostgresServer } from './lib/postgres-tools.mjs';
import { endRunning, localCommand, say } from './lib/run.mjs';
import { buildSite } from './lib/site.mjs';
import { TestStack } from './lib/test-stack.mjs';

const ALONE = ['types', 'lint', 'unit', 'component'];
const ON_STACK = ['contract', 'api', 'faults', 'e2e'];
const ALL = [...ALONE, 'build', ...ON_STACK];

/**
 * Test files that run at once, each worker on a stack of its own: a file waits for NocoDB most
 * of its time, and NocoDB uses one processor.
 */
const WORKERS = 2;

const given = new AbortController();
const tally = new Tally();
const stacks = Array.from({ length: WORKERS }, () => new TestStack());
const [{ workDir }] = /** @type {[TestStack]} */ (stacks);

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
  if (values.only === undefined) return new Set(ALL);
  const only = values.only.split(',').map((phase) => phase.trim());
  const unknown = only.filter((phase) => !ALL.includes(phase));
  if (unknown.length > 0)
    throw new Error(`There is no phase ${unknown.join(', ')}; choose from ${ALL.join(', ')}.`);
  // The site that these two talk to has to be built.
  if (only.some((phase) => ['api', 'faults', 'e2e'].includes(phase))) only.push('build');
  return new Set(only);
}

/** Programs of the system that a phase needs. @param {string} project @returns {Promise<NodeJS.ProcessEnv>} */
async function programsFor(project) {
  if (project === 'e2e') return { CHROMIUM_PATH: await ensureChromium() };
  if (project === 'faults') return { TEST_PG_BIN: await ensurePostgresServer() };
  return {};
}

/** Starts all, one after another; the environment for tests. @returns {Promise<NodeJS.ProcessEnv>} */
async function startStacks() {
  const all = [];
  for (const stack of stacks) all.push(await stack.start(given.signal));
  return { ...process.env, ...all[0], TEST_STACKS: JSON.stringify(all) };
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
  say(`\n=== NocoDB on PostgreSQL, for the tests only, ${WORKERS} times`);
  const env = await startStacks().catch((error) => {
    console.error(/** @type {Error} */ (error).message);
    return undefined;
  });
  for (const project of onStack) {
    await phase(project, `${project} tests`, async () => {
      if (!env) throw new Error('Not run: NocoDB did not start.');
      if (!built && project !== 'contract') throw new Error('Not run: the site was not built.');
      return vitestProject(project, { ...env, ...(await programsFor(project)) }, workDir);
    });
  }
}

try {
  await runPhases();
} catch (error) {
  console.error(/** @type {Error} */ (error).message);
  tally.total.failed += 1;
} finally {
  for (const stack of stacks) await stack.stop();
}
const { passed, failed } = tally.total;
say(`\n${tally.lines.join('\n')}\n`);
process.exitCode = failed > 0 || interrupted ? 1 : 0;
say(`${passed} passed, ${failed} failed`);
