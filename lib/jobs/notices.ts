/** Sends the notices that wait, and once a day looks for points that end soon (docs/notices.md). */
import { z } from 'zod';
import type { Context } from '../context';
import { localDay } from '../loyalty/calendar';
import { headOf } from '../loyalty/chain';
import { expiringBy, expiryNews } from '../notices/news';
import { deliver, writeNotices } from '../notices/outbox';
import type { User } from '../store/port-users';
import { deadline, type JobLimits, type JobReport, runJob, sumReports } from './run';

export const NOTICES_JOB = 'notices';

/** The local day on which everybody's lots were last looked at. */
const detailSchema = z.object({ lookedOn: z.string() });

export async function noticesJob(ctx: Context, limits: JobLimits): Promise<JobReport> {
  const within = deadline(ctx, limits);
  const today = localDay(ctx.now(), ctx.timeZone);
  const parts: JobReport[] = [];
  let lookedOn = await lastLook(ctx);
  if (ctx.notices && lookedOn !== today) {
    const look = await lookForExpiring(ctx, within());
    parts.push(look);
    if (!look.left && look.failed === 0) lookedOn = today;
  }
  parts.push(
    await runJob(
      ctx,
      NOTICES_JOB,
      within(),
      (after, limit) => ctx.store.notices.due(ctx.now(), after, limit),
      (notice) => deliver(ctx, notice),
    ),
  );
  return { ...sumReports(NOTICES_JOB, parts), ...(lookedOn && { detail: { lookedOn } }) };
}

async function lastLook(ctx: Context): Promise<string | null> {
  for (const run of await ctx.store.jobRuns.latest(NOTICES_JOB, 10)) {
    const detail = detailSchema.safeParse(run.detail);
    if (detail.success) return detail.data.lookedOn;
  }
  return null;
}

async function lookForExpiring(ctx: Context, limits: JobLimits): Promise<JobReport> {
  const by = expiringBy(ctx.now());
  return runJob(
    ctx,
    NOTICES_JOB,
    limits,
    (after, limit) => ctx.store.users.withExpiryBy(by, after, limit),
    (user) => tellExpiring(ctx, user),
  );
}

/** The copies only say whom to look at; the head says what ends. */
async function tellExpiring(ctx: Context, user: User): Promise<'done' | 'skipped'> {
  if (user.noticesOff.includes('expiring')) return 'skipped';
  const { account } = headOf(await ctx.store.ledger.head(user.id));
  const written = await writeNotices(
    ctx,
    expiryNews(user.id, account.lots, ctx.now(), ctx.timeZone),
  );
  return written.length > 0 ? 'done' : 'skipped';
}
