/**
 * The outbox: a notice is written down under its key first and sent afterwards, so
 * that it may come late, but neither twice nor, while its cause is looked at again,
 * never (docs/notices.md). Nothing here stops what it tells of.
 */
import type { Context } from '../context';
import type { Notice } from '../store/port-notices';
import type { User } from '../store/port-users';
import { backOffMs, isStale, MOST_TRIES, type NewNotice } from './notice';
import type { Message, Sent } from './sender';
import { noticeText } from './text';

/** A try that was taken so long ago and told nothing since was cut off. */
const CUT_OFF_MS = 5 * 60 * 1000;

/**
 * Writes down the notices that are not there yet and returns them. A site that sends
 * none writes none. What fails is logged: the next look at the cause writes it.
 */
export async function writeNotices(ctx: Context, notices: readonly NewNotice[]): Promise<Notice[]> {
  if (!ctx.notices || notices.length === 0) return [];
  const written: Notice[] = [];
  try {
    for (const notice of await unwritten(ctx, notices)) {
      const inserted = await ctx.store.notices.insert(notice);
      if (inserted.won) written.push(inserted.row);
    }
  } catch (error) {
    ctx.log.warn('notice.not_written', { keys: notices.map((n) => n.key), error: String(error) });
  }
  return written;
}

/** Keys of one look. */
const KEYS_AT_ONCE = 200;

/** Those that are not written down yet; on a site that sends none, none. */
export async function unwritten(ctx: Context, notices: readonly NewNotice[]): Promise<NewNotice[]> {
  const missing: NewNotice[] = [];
  for (let i = 0; ctx.notices && i < notices.length; i += KEYS_AT_ONCE) {
    const some = notices.slice(i, i + KEYS_AT_ONCE);
    const taken = await ctx.store.notices.taken(some.map((notice) => notice.key));
    missing.push(...some.filter((notice) => !taken.has(notice.key)));
  }
  return missing;
}

/** Sends what was just written and may be sent now; what fails is the job's. */
export async function sendNow(ctx: Context, notices: readonly Notice[]): Promise<void> {
  for (const notice of notices) {
    if (notice.notBefore > ctx.now()) continue;
    try {
      await deliver(ctx, notice);
    } catch (error) {
      ctx.log.warn('notice.not_sent', { key: notice.key, error: String(error) });
    }
  }
}

/**
 * Tries to send a waiting notice. Of several that try at once, one sends. A try that
 * was cut off may have sent it: it is repeated only where the receiver knows keys.
 */
export async function deliver(ctx: Context, notice: Notice): Promise<'done' | 'skipped'> {
  const { notices, users } = ctx.store;
  const sender = ctx.notices;
  if (!sender) return 'skipped';
  const user = await users.byId(notice.userId);
  const unwanted = whyNot(notice, user, ctx.now());
  if (unwanted !== null || !user) {
    await notices.update(notice.id, { status: 'dropped', error: unwanted });
    return 'done';
  }
  const message = messageOf(notice, user, ctx.timeZone);
  const n = notice.tries + 1;
  const taken = await notices.takeTry(notice.id, n, ctx.now());
  if (!taken.won) {
    if (ctx.now() - taken.at < CUT_OFF_MS) return 'skipped';
    const error = 'cut off';
    const sent: Sent = { outcome: sender.repeatable(message) ? 'retry' : 'unclear', error };
    await record(ctx, notice, n, sent);
    return 'done';
  }
  const sent = await sender.send(message);
  await record(ctx, notice, n, sent);
  return sent.outcome === 'sent' ? 'done' : 'skipped';
}

function whyNot(notice: Notice, user: User | null, now: number): string | null {
  if (!user || user.erasedAt !== null) return 'no such customer';
  if (user.noticesOff.includes(notice.data.kind)) return 'switched off';
  return isStale(notice, now) ? 'too late' : null;
}

function messageOf({ key, data, userId }: Notice, user: User, timeZone: string): Message {
  const { phone, telegramId } = user;
  return { key, kind: data.kind, text: noticeText(data, timeZone), userId, phone, telegramId };
}

async function record(ctx: Context, notice: Notice, tries: number, sent: Sent): Promise<void> {
  const { notices } = ctx.store;
  const now = ctx.now();
  const about = { key: notice.key, kind: notice.data.kind, tries };
  if (sent.outcome === 'sent') {
    await notices.update(notice.id, { status: 'sent', tries, sentAt: now, error: null });
    ctx.log.info('notice.sent', about);
    return;
  }
  const { error } = sent;
  ctx.log.warn('notice.not_sent', { ...about, outcome: sent.outcome, error });
  if (sent.outcome === 'retry' && tries < MOST_TRIES) {
    const wait = Math.max(backOffMs(tries), sent.afterMs ?? 0);
    await notices.update(notice.id, { tries, notBefore: now + wait, error });
    return;
  }
  const status = { retry: 'failed', refused: 'failed', unclear: 'unclear' } as const;
  await notices.update(notice.id, { status: status[sent.outcome], tries, error });
}
