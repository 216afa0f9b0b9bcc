/** Grants birthday bonuses (SPEC 3, "Expiry, birthdays, time"). */
import type { Context } from '../context';
import { appendDrafts, LOST, onHead } from '../loyalty/append';
import { endOfLocalDay, monthDaysAhead, nextBirthday } from '../loyalty/calendar';
import { describe } from '../loyalty/describe';
import { plainDraft } from '../loyalty/entry';
import { refreshUserCopies } from '../loyalty/user-copies';
import { birthdayNews } from '../notices/news';
import { writeNotices } from '../notices/outbox';
import { readSettings } from '../settings';
import type { User } from '../store/port-users';
import { type JobLimits, type JobReport, runJob } from './run';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Everyone whose next birthday is near enough and who was not granted for it yet. */
export async function grantBirthdayBonuses(ctx: Context, limits: JobLimits): Promise<JobReport> {
  const { birthday } = ctx.program;
  const { loyaltyEnabled } = await readSettings(ctx.store);
  const days =
    birthday && loyaltyEnabled ? monthDaysAhead(ctx.now(), birthday.daysBefore, ctx.timeZone) : [];
  return runJob(
    ctx,
    'birthday-bonuses',
    limits,
    async (after, limit) =>
      days.length === 0
        ? { rows: [], next: null }
        : ctx.store.users.withBirthdayOn(days, after, limit),
    async (user) => {
      const granted = await grantBirthday(ctx, user);
      if (granted) await refreshUserCopies(ctx, user.id);
      await tellBirthday(ctx, user);
      return granted ? 'done' : 'skipped';
    },
  );
}

/** Grants one customer's bonus unless it was granted, or another one too short a time ago. */
export async function grantBirthday(ctx: Context, user: User): Promise<boolean> {
  const rule = ctx.program.birthday;
  if (!rule || !user.birthDate) return false;
  const { birthday, daysAway } = nextBirthday(user.birthDate, ctx.now(), ctx.timeZone);
  if (daysAway > rule.daysBefore) return false;
  const causeKey = causeOf(user.id, birthday.year);
  return onHead(ctx, user.id, async (head) => {
    const last = head.account.birthdayAt;
    const now = ctx.now();
    const at = Math.max(now, head.at);
    if (last !== null && at - last < rule.minDaysBetween * DAY_MS) return false;
    if (await ctx.store.ledger.byCause(causeKey)) return false;
    const rows = await appendDrafts(
      ctx,
      user.id,
      head,
      [
        {
          ...plainDraft('birthday', rule.points, causeKey),
          expiresAt: endOfLocalDay(birthday.startsAt, rule.daysAfter, ctx.timeZone),
          description: describe.birthday(rule.points),
        },
      ],
      now,
    );
    return rows === LOST ? LOST : true;
  });
}

/** Also after a run that was cut off between the gift and the news of it. */
async function tellBirthday(ctx: Context, user: User): Promise<void> {
  if (!ctx.notices || !user.birthDate) return;
  const { birthday } = nextBirthday(user.birthDate, ctx.now(), ctx.timeZone);
  const row = await ctx.store.ledger.byCause(causeOf(user.id, birthday.year));
  if (row) await writeNotices(ctx, birthdayNews(row, ctx.now(), ctx.timeZone));
}

function causeOf(userId: number, year: number): string {
  return `bday:${userId}:${year}`;
}
