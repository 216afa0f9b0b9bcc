/**
 * `npm run cron -- [--now]`: the scheduler for a machine that has none. Calls the cron endpoints
 * at the times of vercel.json (UTC) until it is stopped; `--now`: each of them once at the start. Jobs can be called twice at once and catch up
 * missed runs (docs/jobs.md), so nothing depends on this process: it only has to come back.
 *
 *   SITE_URL     where the site answers, such as http://127.0.0.1:3000
 *   CRON_SECRET  the site's own
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Cron } from 'croner';
import { ROOT } from './lib/paths.mjs';

const { values: options } = parseArgs({ options: { now: { type: 'boolean', default: false } } });
/** Longer than JOB_SECONDS may be. */
const CALL_TIMEOUT_MS = 16 * 60_000;

const { SITE_URL, CRON_SECRET } = process.env;
if (!SITE_URL || !CRON_SECRET) {
  console.error('cron: SITE_URL and CRON_SECRET must be set.');
  process.exit(1);
}

/** @param {string} endpoint */
async function call(endpoint) {
  const startedAt = Date.now();
  try {
    const answer = await fetch(new URL(endpoint, SITE_URL), {
      headers: { authorization: `Bearer ${CRON_SECRET}` },
      signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    });
    const text = await answer.text();
    report(endpoint, answer.ok ? 'done' : `refused: ${answer.status}`, startedAt, text);
  } catch (error) {
    report(endpoint, `failed: ${/** @type {Error} */ (error).message}`, startedAt, '');
  }
}

/** Waits up to ten minutes until the site can serve: after a reboot it starts beside us. */
async function siteReady() {
  for (let tries = 0; tries < 120; tries += 1) {
    const signal = AbortSignal.timeout(10_000);
    const answer = await fetch(new URL('/api/health', SITE_URL), { signal }).catch(() => null);
    if (answer?.ok) return;
    await pause(5_000);
  }
}

/** @param {string} job @param {string} outcome @param {number} startedAt @param {string} answer */
function report(job, outcome, startedAt, answer) {
  const line = { at: new Date().toISOString(), job, outcome, ms: Date.now() - startedAt };
  console.log(JSON.stringify({ ...line, answer: answer.slice(0, 500) }));
}

/** @type {{ crons: { path: string, schedule: string }[] }} */
const { crons } = JSON.parse(readFileSync(path.join(ROOT, 'vercel.json'), 'utf8'));
const jobs = crons.map(
  // `protect`: a run that takes longer than its interval is not started beside itself.
  (cron) => new Cron(cron.schedule, { timezone: 'UTC', protect: true }, () => call(cron.path)),
);
console.log(`cron: ${jobs.length} jobs for ${SITE_URL}`);
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const job of jobs) job.stop();
    process.exit(0);
  });
}
if (options.now) {
  await siteReady();
  for (const { path: endpoint } of crons) await call(endpoint);
}
