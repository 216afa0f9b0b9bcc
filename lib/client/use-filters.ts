'use client';
/** Filters kept in the address: a link shows the same list, and a reload changes nothing. */
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { changeFilters, type FilterSpec, type Filters, filterQuery, readFilters } from './filters';

export interface UsedFilters<S extends FilterSpec> {
  filters: Filters<S>;
  /** Goes to the list with these changes; any but `page` starts it from its first page. */
  set(change: Partial<Filters<S>>): void;
  /** The filters alone, for the API or a link: `?a=b`, or empty. */
  query: string;
}

/**
 * `spec` names the filters: `{ search: '', state: ['', 'active'], page: '1' }`. Give a
 * constant from outside the component. The page must stand in a Suspense boundary
 * (AdminFrame has one).
 */
export function useFilters<const S extends FilterSpec>(spec: S): UsedFilters<S> {
  const router = useRouter();
  const path = usePathname();
  const params = new URLSearchParams(useSearchParams());
  const filters = readFilters(spec, params);
  return {
    filters,
    query: filterQuery(spec, filters),
    set: (change) => {
      const next = filterQuery(spec, changeFilters(spec, filters, change), params);
      router.replace(`${path}${next}`, { scroll: false });
    },
  };
}
