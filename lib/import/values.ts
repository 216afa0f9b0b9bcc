/** Values as an older base writes them: numbers, moments and days in their usual spellings. Pure. */
import { TZDate } from '@date-fns/tz';
import { phoneSchema } from '../api/requests';
import { endOfLocalDay, localDay } from '../loyalty/calendar';
import { toKopecks } from '../money';

/** A value that cannot be read; the message says why. */
export class BadValue extends Error {
  override readonly name = 'BadValue';
}

/** Is there nothing in the cell? */
export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && !value.trim());
}

/** A number, also as text with spaces and a decimal comma ("1 234,50"); null when empty. */
export function readNumber(value: unknown): number | null {
  if (isEmpty(value)) return null;
  const plain =
    typeof value === 'string' ? value.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.') : value;
  const number = typeof plain === 'string' && /^[+-]?\d+(\.\d+)?$/.test(plain) ? +plain : plain;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new BadValue(`not a number: ${shown(value)}`);
}

/** Whole points, signed; null when empty. */
export function readPoints(value: unknown): number | null {
  const points = readNumber(value);
  if (points !== null && !Number.isSafeInteger(points)) {
    throw new BadValue(`not whole points: ${shown(value)}`);
  }
  return points;
}

/** Rubles to whole kopecks, not negative; null when empty. */
export function readKopecks(value: unknown): number | null {
  const rubles = readNumber(value);
  if (rubles === null) return null;
  const kopecks = toKopecks(rubles);
  if (rubles < 0 || !Number.isSafeInteger(kopecks)) {
    throw new BadValue(`not a sum of money: ${shown(value)}`);
  }
  return kopecks;
}

/** A row's id, also from a linked record `{Id: 5}`; null when empty. */
export function readId(value: unknown): number | null {
  if (isEmpty(value)) return null;
  const inner =
    typeof value === 'object' && value !== null ? ('Id' in value ? value.Id : null) : value;
  const id = readNumber(inner);
  if (id === null || !Number.isSafeInteger(id) || id < 1) {
    throw new BadValue(`not an id: ${shown(value)}`);
  }
  return id;
}

/** A phone in E.164. */
export function readPhone(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  const phone = phoneSchema.safeParse(text);
  if (phone.success) return phone.data;
  throw new BadValue(isEmpty(value) ? 'no phone' : `not a phone: ${shown(value)}`);
}

export function readText(value: unknown): string | null {
  if (isEmpty(value)) return null;
  const text = String(value)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return text === '' ? null : text;
}

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/;
const RUSSIAN = /^(\d\d)\.(\d\d)\.(\d{4})(?:,?\s+(\d\d):(\d\d)(?::(\d\d))?)?$/;

interface Parts {
  /** Year, month, day. */
  date: [number, number, number];
  /** Hours, minutes, seconds; null for a day alone. */
  time: [number, number, number] | null;
  zoned: boolean;
}

function partsOf(text: string): Parts | null {
  const iso = ISO.exec(text);
  const russian = iso ? null : RUSSIAN.exec(text);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : [russian?.[3], russian?.[2], russian?.[1]];
  if (year === undefined) return null;
  const [hours, minutes, seconds] = (iso ?? russian ?? []).slice(4, 7);
  const date: Parts['date'] = [Number(year), Number(month), Number(day)];
  // Rolling 31 June over to 1 July would hide a mistake.
  const real = new Date(Date.UTC(date[0], date[1] - 1, date[2]));
  if (real.getUTCMonth() !== date[1] - 1 || real.getUTCDate() !== date[2]) return null;
  const time: Parts['time'] =
    hours === undefined ? null : [Number(hours), Number(minutes), Number(seconds ?? 0)];
  if (time && (time[0] > 23 || time[1] > 59 || time[2] > 59)) return null;
  return { date, time, zoned: iso?.[7] !== undefined };
}

/**
 * A moment in milliseconds: ISO, `15.03.2026 10:30` or milliseconds. Without a
 * zone it is in `timeZone`; a day alone is its first moment. Null when empty.
 */
export function readMoment(value: unknown, timeZone: string): number | null {
  if (isEmpty(value)) return null;
  if (typeof value === 'number' && value > 1e11 && Number.isSafeInteger(value)) return value;
  const text = String(value).trim();
  const parts = partsOf(text);
  if (!parts) throw new BadValue(`not a date: ${shown(value)}`);
  const { date, time, zoned } = parts;
  if (zoned) return Date.parse(text.replace(' ', 'T').replace(/\s+/g, ''));
  const [hours, minutes, seconds] = time ?? [0, 0, 0];
  return new TZDate(date[0], date[1] - 1, date[2], hours, minutes, seconds, timeZone).getTime();
}

/** The end of a lot: a day alone means to the end of that local day. Null when empty. */
export function readExpiry(value: unknown, timeZone: string): number | null {
  const at = readMoment(value, timeZone);
  const dayOnly = typeof value === 'string' && partsOf(value.trim())?.time === null;
  return at !== null && dayOnly ? endOfLocalDay(at, 0, timeZone) : at;
}

/** A calendar day, YYYY-MM-DD; a moment counts as its local day. Null when empty. */
export function readDay(value: unknown, timeZone: string): string | null {
  const at = readMoment(value, timeZone);
  return at === null ? null : localDay(at, timeZone);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
