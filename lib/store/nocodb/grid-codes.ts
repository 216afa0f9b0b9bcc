/**
 * Edits of promo codes in NocoDB's own grid. `Known Terms` (text: NocoDB cannot
 * look for empty JSON) is what the site last wrote, in the same statement; the site reads a code from there, so what is
 * typed into the columns beside it has no effect until it was looked at, and a
 * row that was made in the grid is no code before.
 */
import { z } from 'zod';
import type { PromoCode, PromoStore, VisibleCode } from '../port-promo';
import type { WireRow } from './client';
import { where } from './filter';
import { readCode } from './promo-wire';
import { specOf } from './schema';
import type { NocoTable } from './table';
import { forPeople, jsonText, pageOf, straysOf } from './wire';

const KNOWN = 'Known Terms';
/** Not terms: what we write beside them, and a copy of the claims. */
const notTerms = new Set<string>([KNOWN, 'Write Mark', 'Times Used']);
const termTitles = Object.keys(specOf('Promo_Codes').columns).filter((t) => !notTerms.has(t));

const noTerms = Object.fromEntries(termTitles.map((title) => [title, null]));

const isKnown = where.notNull(KNOWN);
const record = z.record(z.string(), z.unknown());

function knownTerms(row: WireRow): WireRow | null {
  const text = row[KNOWN];
  if (typeof text !== 'string') return null;
  try {
    return record.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function termsIn(columns: WireRow): WireRow {
  const given = termTitles.filter((title) => columns[title] !== undefined);
  return Object.fromEntries(given.map((title) => [title, columns[title]]));
}

/** The row as the site wrote it, whatever was typed over it. */
function asKnown(row: WireRow): WireRow {
  return { ...row, ...knownTerms(row) };
}

/** The table of codes as the rest of the site sees it: known rows, with their known terms. */
export function knownCodes(table: NocoTable): NocoTable {
  return {
    ...table,
    find: async (conditions, options) =>
      (await table.find([...conditions, isKnown], options)).map(asKnown),
    findIn: async (column, values, options) =>
      (await table.findIn(column, values, options)).filter(knownTerms).map(asKnown),
    async one(conditions) {
      const row = await table.one([...conditions, isKnown]);
      return row && asKnown(row);
    },
    async leaf(conditions, options) {
      const { rows, total } = await table.leaf([...conditions, isKnown], options);
      return { rows: rows.map(asKnown), total };
    },
    newest: async (conditions, before, limit) =>
      (await table.newest([...conditions, isKnown], before, limit)).map(asKnown),
    async insert(rows, settle) {
      const known = rows.map((row) => ({
        ...row,
        [KNOWN]: jsonText({ ...noTerms, ...termsIn(row) }),
      }));
      return (await table.insert(known, settle))?.map(asKnown) ?? null;
    },
    async update(id, columns) {
      const changed = termsIn(columns);
      if (Object.keys(changed).length === 0) return asKnown(await table.update(id, columns));
      const old = await table.one([where.eq('Id', id)]);
      const before = old && (knownTerms(old) ?? termsIn(old));
      const terms = { ...before, ...changed };
      // All of them, not only the changed ones: what was typed beside goes.
      const row = await table.update(id, { ...columns, ...terms, [KNOWN]: jsonText(terms) });
      if (straysOf(row, terms).length === 0) return asKnown(row);
      // What a column cannot hold exactly must not look like an edit for ever.
      return asKnown(await table.update(id, { [KNOWN]: jsonText(termsIn(row)) }));
    },
  };
}

/** A code from terms, or null when they are not the form of one. */
function codeOf(row: WireRow): PromoCode | null {
  try {
    return readCode(row);
  } catch {
    return null;
  }
}

/**
 * The columns as a person meant them: dates are typed into the DateTime column,
 * and the exact moment beside it, which nobody edits, follows.
 */
function asTyped(row: WireRow, known: WireRow | null): WireRow {
  const typed = { ...row };
  for (const title of ['Valid From', 'Valid Until']) {
    const exact = `${title} Ms`;
    const same = straysOf(row, { [title]: known?.[title] ?? null }).length === 0;
    const at = typeof row[title] === 'string' ? Date.parse(row[title]) : null;
    typed[exact] = same && known ? known[exact] : at;
    typed[title] = forPeople(typeof typed[exact] === 'number' ? typed[exact] : null);
  }
  return typed;
}

function readVisible(row: WireRow): VisibleCode {
  const known = knownTerms(row);
  return {
    id: Number(row.Id),
    known: known && codeOf({ ...row, ...known }),
    typed: codeOf(asTyped(row, known)),
    strays: known ? straysOf(row, known) : [],
  };
}

export function visibleCodes(table: NocoTable): Pick<PromoStore, 'visible' | 'edited'> {
  return {
    async visible(id) {
      const row = await table.one([where.eq('Id', id)]);
      return row && readVisible(row);
    },
    async edited(withinMs, after, limit) {
      // A row made in the grid may never have been changed since.
      const looked = where.any(
        where.since('UpdatedAt', Date.now() - withinMs),
        where.isNull(KNOWN),
      );
      const rows = await table.find([looked, where.gt('Id', after)], { sort: 'Id', limit });
      const { rows: read, next } = pageOf(rows.map(readVisible), limit);
      return { rows: read.filter((r) => r.known === null || r.strays.length > 0), next };
    },
  };
}
