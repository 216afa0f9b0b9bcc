/** Working hours that contradict each other. Pure. */
import type { Settings } from '../settings';

const DAY = 24 * 60;
const WEEK = 7 * DAY;

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}

/** Of the first span that overlaps an earlier one, its index; null when all are apart. */
export function overlapOf(hours: Settings['hours']): number | null {
  const spans = hours.map(({ day, from, to }) => {
    const start = (day - 1) * DAY + minutes(from);
    const length = minutes(to) - minutes(from);
    // `to` at or before `from` is on the next day.
    return { start, end: start + (length > 0 ? length : length + DAY) };
  });
  const overlap = spans.findIndex((one, i) =>
    spans
      .slice(0, i)
      // The week is a circle: Sunday's night goes on into Monday.
      .some((other) =>
        [-WEEK, 0, WEEK].some((by) => one.start + by < other.end && other.start < one.end + by),
      ),
  );
  return overlap < 0 ? null : overlap;
}
