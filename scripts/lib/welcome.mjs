/** What `npm run up` prints when everything runs. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} DemoSignIns written by the seed as demo-signins.json in the data folder
 * @property {{ phone: string, name: string, tier?: string, note?: string }[]} customers
 * @property {{ role: 'owner' | 'manager' | 'operator', email: string, password: string }[]} [staff]
 */

/** @param {string} dataDir @returns {DemoSignIns | undefined} */
function demoSignIns(dataDir) {
  const file = path.join(dataDir, 'demo-signins.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * @param {{ origin: string, dataDir: string, nocodbUrl: string, cronSecret: string, clockSecret: string,
 *   nocodbSignIn?: { email: string, password: string } }} facts
 * @returns {string}
 */
export function welcome({ origin, dataDir, nocodbUrl, nocodbSignIn, cronSecret, clockSecret }) {
  const demo = demoSignIns(dataDir);
  const lines = [
    `Site      ${origin}`,
    `Staff     ${origin}/admin`,
    ...(demo?.staff ?? []).map(
      ({ role, email, password }) => `          ${role.padEnd(8)}  ${email} / ${password}`,
    ),
    `NocoDB    ${nocodbUrl}/dashboard${nocodbSignIn ? `   ${nocodbSignIn.email} / ${nocodbSignIn.password}` : ''}`,
    `Data      ${dataDir}   (logs in logs/)`,
  ];
  if (demo && demo.customers.length > 0) {
    lines.push('', 'Demo customers (the sign-in code is shown on the page)');
    const width = Math.max(...demo.customers.map(({ name }) => name.length));
    for (const { phone, name, tier = '', note = '' } of demo.customers) {
      lines.push(`  ${phone}  ${name.padEnd(width)}  ${[tier, note].filter(Boolean).join(' - ')}`);
    }
  }
  // Long lines that people copy stay outside of the box: a border would be copied along.
  return [
    box(lines),
    '',
    'Live through 24 hours in a moment: move the clock, then pay out the points that are due.',
    `  curl -X POST ${origin}/api/dev/clock -H 'Authorization: Bearer ${clockSecret}' -H 'Content-Type: application/json' -d '{"advanceMs":86400000}'`,
    `  curl ${origin}/api/cron/process-pending-points -H 'Authorization: Bearer ${cronSecret}'`,
    'Other cron jobs, called at their times anyway: expire-points, birthday-bonuses, reconcile, notices, audit.',
    '',
    'Ctrl-C stops everything; the data stays. `npm run up -- --fresh` starts anew.',
  ].join('\n');
}

/** @param {string[]} lines */
function box(lines) {
  const width = Math.max(...lines.map((line) => line.length));
  const edge = '─'.repeat(width + 2);
  return [`┌${edge}┐`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `└${edge}┘`].join('\n');
}
