/**
 * `npm run audit -- [--json] [--user ID] [--repair [--yes]]`: recomputes every
 * account from the rows and says what disagrees (docs/audit.md). Exit code 0:
 * everything agrees; 1: there are findings; 2: it could not be run.
 *
 * `--repair` shows what would be mended, `--repair --yes` mends it. A wrong row is
 * answered with `--user ID --adjust SEQ=POINTS --admin ID --reason TEXT --repair --yes`.
 */
import { parseArgs } from 'node:util';
import type { Context } from '../lib/context';
import { adjustBalance } from '../lib/loyalty/adjust';
import { openFindings } from '../lib/loyalty/audit/audit-state';
import { renderReport } from '../lib/loyalty/audit/render';
import { type RepairStep, repairOne, repairSteps } from '../lib/loyalty/audit/repair';
import { runAudit } from '../lib/loyalty/audit/run';
import { sha256 } from '../lib/loyalty/hash';
import { presets } from '../lib/loyalty/presets';
import { createSandboxProvider } from '../lib/payments/sandbox';
import { parseRestaurantConfig } from '../lib/server/config';
import { createNocoStore } from '../lib/store/nocodb/connect';

const options = {
  json: { type: 'boolean', default: false },
  repair: { type: 'boolean', default: false },
  yes: { type: 'boolean', default: false },
  user: { type: 'string' },
  adjust: { type: 'string' },
  admin: { type: 'string' },
  reason: { type: 'string' },
} as const;

type Options = ReturnType<typeof readOptions>;

function readOptions() {
  const { values } = parseArgs({ options });
  const userId = values.user === undefined ? undefined : wholeNumber('--user', values.user);
  if (values.yes && !values.repair) throw new Error('--yes goes with --repair');
  return { ...values, userId };
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new Error(`${name} takes a number, not "${text}"`);
  return Number(text);
}

async function openContext(): Promise<{ ctx: Context; drain: () => Promise<void> }> {
  const config = parseRestaurantConfig(process.env);
  const store = await createNocoStore({
    url: config.NOCODB_URL,
    token: config.NOCODB_TOKEN,
    base: config.NOCODB_BASE,
    timeoutMs: 60_000,
  });
  const tasks: (() => Promise<void>)[] = [];
  const warn = (event: string, fields?: Record<string, unknown>) =>
    process.stderr.write(`${JSON.stringify({ event, ...fields })}\n`);
  const ctx: Context = {
    store,
    program: presets[config.LOYALTY_PROGRAM],
    timeZone: config.BUSINESS_TZ,
    payments: createSandboxProvider(),
    now: Date.now,
    ticks: () => performance.now(),
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    later: (task) => void tasks.push(task),
    log: { info: () => {}, warn, error: warn },
  };
  const drain = async () => {
    for (let task = tasks.shift(); task; task = tasks.shift()) await task();
  };
  return { ctx, drain };
}

/** `SEQ=POINTS`: an adjustment that answers the row SEQ; 0 points answer it without moving anything. */
async function answerRow(ctx: Context, wish: Options): Promise<string> {
  const [, seq, points] = /^(\d+)=([+-]?\d+)$/.exec(wish.adjust ?? '') ?? [];
  if (seq === undefined || points === undefined) throw new Error('--adjust takes SEQ=POINTS');
  if (!wish.userId || !wish.admin || !wish.reason) {
    throw new Error('--adjust needs --user, --admin and --reason');
  }
  const adminId = wholeNumber('--admin', wish.admin);
  const what = `row ${seq} of customer ${wish.userId} by ${points} points: ${wish.reason}`;
  if (!wish.repair || !wish.yes) return `Would answer ${what} (needs --repair --yes)`;
  const adjusted = await adjustBalance(ctx, {
    userId: wish.userId,
    points: Number(points),
    reason: wish.reason,
    adminId,
    refersTo: Number(seq),
    key: sha256(`audit:${wish.userId}:${seq}:${points}:${wish.reason}`),
  });
  if (!adjusted.ok) throw new Error(`the adjustment is refused: ${adjusted.code}`);
  return `Answered ${what} (row ${adjusted.entry.seq})`;
}

async function repairAll(ctx: Context, steps: readonly RepairStep[]): Promise<string[]> {
  const lines: string[] = [];
  for (const step of steps) {
    try {
      await repairOne(ctx, step);
      lines.push(`done: ${step.name}`);
    } catch (error) {
      lines.push(`FAILED: ${step.name}: ${String(error)}`);
    }
  }
  return lines;
}

async function main(): Promise<void> {
  const wish = readOptions();
  const { ctx, drain } = await openContext();
  const notes = wish.adjust === undefined ? [] : [await answerRow(ctx, wish)];
  await drain();
  const scope = wish.userId === undefined ? {} : { userId: wish.userId };
  const steps: RepairStep[] = [];
  // Every finding that can be mended, also those that the report only counts.
  const named = new Set<string>();
  let report = await runAudit(ctx, {
    ...scope,
    onFinding: (f) => {
      for (const step of wish.repair ? repairSteps([f]) : []) {
        if (!named.has(step.name)) steps.push(step);
        named.add(step.name);
      }
    },
  });
  if (!wish.json) process.stdout.write(`${renderReport(report)}\n`);
  if (wish.repair && !wish.yes) notes.push(...steps.map((s) => `would ${s.name}`));
  if (wish.repair && wish.yes && steps.length > 0) {
    notes.push(...(await repairAll(ctx, steps)));
    await drain();
    report = await runAudit(ctx, scope);
    if (!wish.json) process.stdout.write(`\nAfter the repair:\n${renderReport(report)}\n`);
  }
  if (wish.json) process.stdout.write(`${JSON.stringify({ ...report, notes }, null, 2)}\n`);
  else if (notes.length > 0) process.stdout.write(`\n${notes.join('\n')}\n`);
  if (wish.repair && !wish.yes && steps.length > 0 && !wish.json) {
    process.stdout.write('Nothing was changed; add --yes to do it.\n');
  }
  process.exitCode = openFindings(report) > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  process.stderr.write(`audit: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
});
