/**
 * `npm run admin:create -- --email NAME@HOST --name NAME [--role owner]`: makes an
 * account of staff (docs/sign-in.md). The password is asked for; nothing typed: one
 * is drawn and shown once. Without a terminal it is the first line of standard
 * input, or drawn with `--draw`. `--reset` gives a known account a new password.
 */
import { randomInt } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { staffEmail } from '../lib/api/requests';
import type { Context } from '../lib/context';
import { hashPassword } from '../lib/customers/admin-sign-in';
import { isStaffRole, staffRoles } from '../lib/customers/roles';
import { presets } from '../lib/loyalty/presets';
import { createSandboxProvider } from '../lib/payments/sandbox';
import { parseRestaurantConfig } from '../lib/server/config';
import { addStaff, setPassword } from '../lib/staff/accounts';
import { drawPassword, MIN_PASSWORD, passwordFault } from '../lib/staff/passwords';
import { createNocoStore } from '../lib/store/nocodb/connect';

/** Who made an account by this command, in `Edits`: nobody of the staff. */
const NOBODY = 0;

const why = {
  short: `it needs at least ${MIN_PASSWORD} characters`,
  long: 'it is too long',
  pattern: 'it has too few different characters',
  common: 'it is among the first that are tried',
  personal: 'it is made of the name or the email',
} as const;

function readOptions() {
  const { values } = parseArgs({
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      role: { type: 'string', default: 'owner' },
      draw: { type: 'boolean', default: false },
      reset: { type: 'boolean', default: false },
    },
  });
  const email = staffEmail.safeParse(values.email);
  if (!email.success) throw new Error('--email takes an email address');
  const { role, draw, reset } = values;
  if (!isStaffRole(role)) throw new Error(`--role takes ${staffRoles.join(', ')}`);
  const name = values.name?.trim() ?? '';
  if (!reset && (name === '' || name.length > 80)) throw new Error('--name takes a name');
  return { email: email.data, name, role, draw, reset };
}

async function openContext(): Promise<Context> {
  const config = parseRestaurantConfig(process.env);
  const store = await createNocoStore({
    url: config.NOCODB_URL,
    token: config.NOCODB_TOKEN,
    base: config.NOCODB_BASE,
  });
  return {
    store,
    program: presets[config.LOYALTY_PROGRAM],
    timeZone: config.BUSINESS_TZ,
    payments: createSandboxProvider(),
    now: Date.now,
    ticks: () => performance.now(),
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    later: (task) => void task(),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
}

/** What was typed, without showing it; null when nothing was. */
async function askHidden(question: string): Promise<string | null> {
  // The terminal's echo goes through the output: nothing is written there.
  const output = new Writable({ write: (_chunk, _encoding, done) => done() });
  process.stdout.write(question);
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  try {
    return (await lines.question('')) || null;
  } finally {
    lines.close();
    process.stdout.write('\n');
  }
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}

/** The password, and whether it was drawn and so has to be shown. */
async function choosePassword(draw: boolean, about: string[]) {
  const drawn = () => ({ password: drawPassword(randomInt), shown: true });
  if (draw) return drawn();
  const typed = process.stdin.isTTY
    ? await askHidden('Password (nothing: one is drawn): ')
    : await firstLine();
  if (typed === null) return drawn();
  const fault = passwordFault(typed, about);
  if (fault) throw new Error(`The password is refused: ${why[fault]}.`);
  if (process.stdin.isTTY && (await askHidden('Once more: ')) !== typed) {
    throw new Error('The passwords differ.');
  }
  return { password: typed, shown: false };
}

async function main(): Promise<void> {
  const { email, name, role, draw, reset } = readOptions();
  const ctx = await openContext();
  const known = await ctx.store.admins.byEmail(email);
  if (reset && !known) throw new Error(`There is no account ${email}.`);
  if (!reset && known)
    throw new Error(`There is an account ${email}; --reset changes its password.`);
  const { password, shown } = await choosePassword(draw, [email, known?.name ?? name]);
  const passwordHash = await hashPassword(password);
  const done = known
    ? await setPassword(ctx, NOBODY, known.id, passwordHash, null)
    : await addStaff(ctx, NOBODY, { email, name, role, passwordHash });
  if (!done.ok) throw new Error(`Refused: ${done.code}`);
  process.stdout.write(
    known ? `${email}: new password, signed out everywhere.\n` : `${email}: ${role}.\n`,
  );
  if (shown) process.stdout.write(`Password (shown once): ${password}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
