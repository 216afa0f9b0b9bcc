/** The phases of `npm test`: running one, and counting what it says. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { endOwned, localCommand, say, secondsSince, spawnOwned } from './run.mjs';

/** Longer than any phase may take: a hang must not block a build server for hours. */
const PHASE_LIMIT_MS = 30 * 60_000;

/** @typedef {{ passed: number, failed: number }} Counts */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** End the phase that is running. */
export async function endPhases() {
  await Promise.all([...running].map((child) => endOwned(child, 3_000)));
}

/**
 * @param {string[]} command @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} it ended with 0
 */
async function succeeds(command, env) {
  const child = spawnOwned(command, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  running.add(child);
  const limit = setTimeout(() => {
    console.error(`No end after ${PHASE_LIMIT_MS / 60_000} minutes: stopped.`);
    void endOwned(child);
  }, PHASE_LIMIT_MS);
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('exit', resolve);
  });
  clearTimeout(limit);
  await endOwned(child); // what it left running, if anything
  running.delete(child);
  return code === 0;
}

/** A command that is one check: it passes or fails as a whole. @param {string[]} command @returns {Promise<Counts>} */
export async function oneCheck(command) {
  return (await succeeds(command, process.env))
    ? { passed: 1, failed: 0 }
    : { passed: 0, failed: 1 };
}

/**
 * Run the tests of one vitest project.
 * @param {string} project
 * @param {NodeJS.ProcessEnv} env
 * @param {string} reportDir
 * @returns {Promise<Counts>}
 */
export async function vitestProject(project, env, reportDir) {
  const report = path.join(reportDir, `${project}.json`);
  const command = [
    ...localCommand('vitest'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const ok = await succeeds(command, env);
  const counts = existsSync(report)
    ? countReport(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0 };
  if (counts.passed + counts.failed === 0) {
    console.error(`The project "${project}" ran no test: that counts as a failure.`);
    return { passed: 0, failed: 1 };
  }
  // Errors outside of any test (an unhandled rejection) fail the run, not a test.
  if (!ok && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

/**
 * @param {{ numPassedTests: number, numFailedTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} report vitest's JSON
 * @returns {Counts}
 */
export function countReport(report) {
  // A file that fails to load, or whose hook fails, has no failed test of its own.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + brokenFiles.length };
}

/** Runs phases one after another, keeps the sum and the times. */
export class Tally {
  /** @type {Counts} */
  total = { passed: 0, failed: 0 };
  /** @type {string[]} */
  lines = [];

  /**
   * A phase that throws counts as one failure, and the next one goes on.
   * @param {string} title @param {() => Promise<Counts>} phase
   * @returns {Promise<boolean>} nothing failed
   */
  async run(title, phase) {
    say(`\n=== ${title}`);
    const startedAt = Date.now();
    /** @type {Counts} */
    let counts;
    try {
      counts = await phase();
    } catch (error) {
      console.error(/** @type {Error} */ (error).message);
      counts = { passed: 0, failed: 1 };
    }
    this.total.passed += counts.passed;
    this.total.failed += counts.failed;
    const line = `${title.padEnd(22)} ${counts.passed} passed, ${counts.failed} failed, ${secondsSince(startedAt)}`;
    this.lines.push(line);
    say(`--- ${line}`);
    return counts.failed === 0;
  }
}
