/** Results kept in this process: overviews for ten minutes, and the runs of "what if". */
import type { Context } from '../context';
import type { Store } from '../store/port';
import { computeOverview, type Overview } from './overview';
import { WhatIfRuns } from './runs';

const FRESH_MS = 10 * 60 * 1000;
/** An answer does not wait longer; the page asks again. */
const WAIT_MS = 3000;
/** Periods kept at a time. */
const MOST = 4;

interface Cached {
  overview: Overview | null;
  computing: Promise<void> | null;
  progress: { customers: number; orders: number };
  failed: boolean;
}

export interface OverviewState {
  overview: Overview | null;
  computing: boolean;
  progress: { customers: number; orders: number };
  failed: boolean;
}

export class Insights {
  readonly whatIf = new WhatIfRuns();
  private readonly cached = new Map<number, Cached>();

  /**
   * The overview of so many days: a fresh one, or the last one while a new one
   * is being computed, or none yet. `refresh` asks for a new one.
   */
  async overview(ctx: Context, days: number, refresh: boolean): Promise<OverviewState> {
    const entry = this.entry(days);
    const age = entry.overview ? ctx.now() - entry.overview.computedAt : Number.POSITIVE_INFINITY;
    if (!entry.computing && (refresh || age < 0 || age >= FRESH_MS)) {
      const work = this.compute(ctx, days, entry);
      entry.computing = work;
      ctx.later(() => work);
    }
    if (entry.computing) await Promise.race([entry.computing, ctx.sleep(WAIT_MS)]);
    const { overview, progress, failed, computing } = entry;
    return { overview, computing: computing !== null, progress, failed };
  }

  private entry(days: number): Cached {
    const known = this.cached.get(days);
    if (known) return known;
    const fresh: Cached = {
      overview: null,
      computing: null,
      progress: { customers: 0, orders: 0 },
      failed: false,
    };
    this.cached.set(days, fresh);
    const oldest = [...this.cached].find(([key, c]) => key !== days && !c.computing);
    if (this.cached.size > MOST && oldest) this.cached.delete(oldest[0]);
    return fresh;
  }

  private async compute(ctx: Context, days: number, entry: Cached): Promise<void> {
    entry.progress = { customers: 0, orders: 0 };
    try {
      entry.overview = await computeOverview(ctx, days, (seen) => {
        entry.progress = seen;
      });
      entry.failed = false;
    } catch (error) {
      entry.failed = true;
      ctx.log.error('overview.failed', { days, error: String(error) });
    } finally {
      entry.computing = null;
    }
  }
}

// Next may load this module once per bundle; what is kept is one a store.
const holder = globalThis as typeof globalThis & { kopilkaInsights?: WeakMap<Store, Insights> };

/** What this process keeps about a store. */
export function insightsOf(store: Store): Insights {
  holder.kopilkaInsights ??= new WeakMap();
  const known = holder.kopilkaInsights.get(store) ?? new Insights();
  holder.kopilkaInsights.set(store, known);
  return known;
}
