/**
 * How every job runs: page by page, a few customers at a time, until nothing is
 * left or its time is up. Harmless when two run at once: what keeps points right
 * is in the operations (SPEC 5, "Cron").
 */
import type { Context } from '../context';
import { type Page, RowUnreadable } from '../store/port';

export interface JobLimits {
  /** Rows a page. */
  pageSize: number;
  pages: number;
  milliseconds: number;
}

/** SPEC 8: 1 000 rows a page, at most 30 pages and 15 minutes; a platform may allow less. */
export const defaultJobLimits: JobLimits = {
  pageSize: 1000,
  pages: 30,
  milliseconds: 15 * 60 * 1000,
};

export interface JobReport {
  job: string;
  lookedAt: number;
  done: number;
  skipped: number;
  failed: number;
  /** A limit was reached before everything was looked at. */
  left: boolean;
  /** Figures of the job's own, and what its next run needs to know. */
  detail?: unknown;
}

const AT_ONCE = 4;

/** A deadline that the parts of one job share. */
export function deadline(ctx: Context, limits: JobLimits): () => JobLimits {
  const end = ctx.ticks() + limits.milliseconds;
  return () => ({ ...limits, milliseconds: Math.max(0, end - ctx.ticks()) });
}

/** Runs `each` over all pages; a failure of one row is logged and counted, and the rest goes on. */
export async function runJob<T>(
  ctx: Context,
  job: string,
  limits: JobLimits,
  readPage: (after: number, limit: number) => Promise<Page<T>>,
  each: (row: T) => Promise<'done' | 'skipped'>,
): Promise<JobReport> {
  const report: JobReport = { job, lookedAt: 0, done: 0, skipped: 0, failed: 0, left: false };
  const end = ctx.ticks() + limits.milliseconds;
  const outOfTime = () => ctx.ticks() >= end;
  let after: number | null = 0;
  for (let page = 0; after !== null; page++) {
    if (page === limits.pages || outOfTime()) {
      report.left = true;
      break;
    }
    const { rows, next }: Page<T> = await readable(ctx, report, readPage, after, limits.pageSize);
    for (let i = 0; i < rows.length; i += AT_ONCE) {
      if (outOfTime()) {
        report.left = true;
        return logged(ctx, report);
      }
      await Promise.all(rows.slice(i, i + AT_ONCE).map((row) => one(ctx, report, row, each)));
    }
    after = next;
  }
  return logged(ctx, report);
}

/**
 * The next page; a row that somebody made unreadable by hand is counted as
 * failed and passed over, so that it stops nobody else's points.
 */
async function readable<T>(
  ctx: Context,
  report: JobReport,
  readPage: (after: number, limit: number) => Promise<Page<T>>,
  after: number,
  limit: number,
): Promise<Page<T>> {
  try {
    return await readPage(after, limit);
  } catch (error) {
    if (!(error instanceof RowUnreadable)) throw error;
    // Fewer rows at a time, until only that one is left.
    if (limit > 1) return readable(ctx, report, readPage, after, Math.ceil(limit / 8));
    report.lookedAt++;
    report.failed++;
    ctx.log.error('job.row_unreadable', { job: report.job, error: error.message });
    return { rows: [], next: Math.max(after, error.rowId) };
  }
}

/** A row, and a look that it shares with its neighbours. */
export interface Together<T, L> {
  row: T;
  look(): Promise<L>;
}

/**
 * Rows that are looked at some at a time, when the first of them is reached: few
 * enough that what was read is not old when the last one's turn comes.
 */
export function together<T, L>(
  rows: readonly T[],
  atOnce: number,
  look: (some: readonly T[]) => Promise<L>,
): Together<T, L>[] {
  const all: Together<T, L>[] = [];
  for (let i = 0; i < rows.length; i += atOnce) {
    const some = rows.slice(i, i + atOnce);
    let looked: Promise<L> | null = null;
    const once = () => {
      looked ??= look(some);
      return looked;
    };
    all.push(...some.map((row) => ({ row, look: once })));
  }
  return all;
}

async function one<T>(
  ctx: Context,
  report: JobReport,
  row: T,
  each: (row: T) => Promise<'done' | 'skipped'>,
): Promise<void> {
  report.lookedAt++;
  try {
    report[await each(row)]++;
  } catch (error) {
    report.failed++;
    ctx.log.error('job.row_failed', { job: report.job, error: String(error) });
  }
}

function logged(ctx: Context, report: JobReport): JobReport {
  ctx.log.info('job.finished', { ...report });
  return report;
}

/** Sums the reports of a job's parts. */
export function sumReports(job: string, parts: readonly JobReport[]): JobReport {
  const sum = (key: 'lookedAt' | 'done' | 'skipped' | 'failed') =>
    parts.reduce((total, part) => total + part[key], 0);
  return {
    job,
    lookedAt: sum('lookedAt'),
    done: sum('done'),
    skipped: sum('skipped'),
    failed: sum('failed'),
    left: parts.some((part) => part.left),
  };
}
