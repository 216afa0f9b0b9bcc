/** Groups the history of points by the restaurant's calendar day. Pure. */
import type { HistoryEntryView } from '../api/answers';
import { formatDate } from '../messages/format';

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

/**
 * Belongs into the list of movements: promises stand apart, a settled one is
 * shown by the row that paid it out, and a row of 0 points moved nothing.
 */
export function isShown(entry: HistoryEntryView): boolean {
  return entry.status === 'completed' && entry.points !== 0;
}
