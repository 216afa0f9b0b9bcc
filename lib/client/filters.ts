/** A list's filters as the address says them. Pure; the hook is use-filters.ts. */

/** By name: the values allowed, the usual one first; or a free text's usual value. */
export type FilterSpec = Record<string, string | readonly string[]>;

export type Filters<S extends FilterSpec> = {
  [K in keyof S]: S[K] extends readonly string[] ? S[K][number] : string;
};

function usualOf(spec: FilterSpec, name: string): string {
  const known = spec[name];
  return (typeof known === 'string' ? known : known?.[0]) ?? '';
}

/** Reads an address; a value that is not allowed counts as the usual one. */
export function readFilters<S extends FilterSpec>(spec: S, params: URLSearchParams): Filters<S> {
  const read = Object.entries(spec).map(([name, known]) => {
    const given = params.get(name);
    const fits = given !== null && (typeof known === 'string' || known.includes(given));
    return [name, fits ? given : usualOf(spec, name)];
  });
  return Object.fromEntries(read) as Filters<S>;
}

/**
 * The query with these filters, without what is usual; other parameters stay.
 * Starts with `?`, or is empty.
 */
export function filterQuery<S extends FilterSpec>(
  spec: S,
  filters: Filters<S>,
  others: URLSearchParams = new URLSearchParams(),
): string {
  const query = new URLSearchParams(others);
  for (const [name, value] of Object.entries<string>(filters)) {
    if (value === usualOf(spec, name)) query.delete(name);
    else query.set(name, value);
  }
  return query.size > 0 ? `?${query}` : '';
}

/** A changed filter starts the list from its first page. */
export function changeFilters<S extends FilterSpec>(
  spec: S,
  filters: Filters<S>,
  change: Partial<Filters<S>>,
): Filters<S> {
  const first = 'page' in spec ? { page: usualOf(spec, 'page') } : {};
  return { ...filters, ...first, ...change };
}

/** A page's number from its filter: whole, at least 1. */
export function pageOf(text: string): number {
  return Math.max(1, Math.floor(Number(text)) || 1);
}
