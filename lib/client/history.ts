/** Groups the history of points by the restaurant's calendar day. Pure. */
import type { HistoryEntryView } from '../api/answers';
import { formatDate } from '../messages/format';
import type { I18n } from '../messages/make';

export interface HistoryDay {
  /** Names the day; for keys, not for reading. */
  day: string;
  entries: [HistoryEntryView, ...HistoryEntryView[]];
}

/** Keeps the order; neighbours of one day come together. */
export function groupByDay(entries: readonly HistoryEntryView[]): HistoryDay[] {
  const days: HistoryDay[] = [];
  for (const entry of entries) {
    const day = formatDate('ru', entry.at);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

const DAY_MS = 86_400_000;

/** A day's heading: "Сегодня", "Вчера", "2 февраля", and the year where it is another one. */
export function dayLabel(i18n: I18n, iso: string, now: number): string {
  const ago = (days: number) => formatDate('ru', new Date(now - days * DAY_MS).toISOString());
  const at = formatDate('ru', iso);
  if (at === ago(0)) return i18n.t('day.today');
  if (at === ago(1)) return i18n.t('day.yesterday');
  return at.slice(-4) === ago(0).slice(-4) ? i18n.dayMonth(iso) : i18n.day(iso);
}

/**
 * Belongs into the list of movements: promises stand apart, a settled one is
 * shown by the row that paid it out, and a row of 0 points moved nothing.
 */
export function isShown(entry: HistoryEntryView): boolean {
  return entry.status === 'completed' && entry.points !== 0;
}
