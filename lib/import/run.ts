/**
 * Importing an older base (SPEC 9): read, check, show; with `apply` also write.
 * Can be stopped at any moment and run again.
 */
import type { Context } from '../context';
import { type OlderCustomer, readOlderBase } from './read-base';
import { blankReport, type ImportReport } from './report';
import type { LegacySource } from './source';
import { type CustomerState, examineCustomer, writeCustomer } from './write';

export interface ImportOptions {
  /** Without it nothing is written. */
  apply: boolean;
  /** At most this many customers, by id; null = all. */
  limit: number | null;
  /** Asked between customers: true ends the run early. */
  stop?: () => boolean;
  /** Told how far it is. */
  say?: (line: string) => void;
}

const CUSTOMERS_AT_ONCE = 8;
const SAY_EVERY = 500;

/** Customers of one phone are one person here: they are written one after another. */
function byPhone(customers: readonly OlderCustomer[]): OlderCustomer[][] {
  const groups = new Map<string, OlderCustomer[]>();
  for (const c of customers) groups.set(c.phone, [...(groups.get(c.phone) ?? []), c]);
  return [...groups.values()];
}

/** Throws `SourceError` when the source cannot be read. A customer that fails is counted and named. */
export async function runImport(
  ctx: Context,
  source: LegacySource,
  options: ImportOptions,
): Promise<ImportReport> {
  const base = await readOlderBase(source, ctx.program, ctx.timeZone, ctx.now());
  const chosen = base.customers.slice(0, options.limit ?? undefined);
  const report = blankReport(ctx, source, base, chosen, options.apply);
  const groups = byPhone(chosen);
  let looked = 0;
  let next = 0;

  async function work(): Promise<void> {
    for (;;) {
      const group = groups[next];
      if (!group || options.stop?.()) return;
      next += 1;
      for (const customer of group) {
        await one(ctx, source, customer, options.apply, report);
        looked += 1;
        if (looked % SAY_EVERY === 0) options.say?.(`${looked} of ${chosen.length} customers`);
      }
    }
  }

  await Promise.all(Array.from({ length: CUSTOMERS_AT_ONCE }, work));
  report.customers.left = chosen.length - looked;
  return report;
}

async function one(
  ctx: Context,
  source: LegacySource,
  customer: OlderCustomer,
  apply: boolean,
  report: ImportReport,
): Promise<void> {
  const { id, phone } = customer;
  let state: CustomerState;
  try {
    state = apply
      ? await writeCustomer(ctx, customer, source.name)
      : (await examineCustomer(ctx, customer)).state;
  } catch (error) {
    report.customers.failed += 1;
    report.failures.push({
      id,
      phone,
      error: error instanceof Error ? error.message : String(error),
    });
    return;
  }
  report.customers[state] += 1;
  if (state === 'changed') report.changed.push({ id, phone });
}
