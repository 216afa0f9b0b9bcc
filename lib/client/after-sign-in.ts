/** Where staff go on after signing in: back to the page that asked for it. */

const USUAL = '/admin/orders';

/** The sign-in page, remembering the page that one came from. */
export function signInAddress({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  const from = `${pathname}${search}`;
  return from === USUAL ? '/admin' : `/admin?${new URLSearchParams({ next: from })}`;
}

/** The page to open after signing in; only ever one of the staff's own. */
export function pageAfter(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '';
  // Parsed as a browser does: "/admin/..//evil" and "/\evil" are not what they look like.
  const base = 'http://site.invalid';
  if (!URL.canParse(next, base)) return USUAL;
  const { origin, pathname, search: query } = new URL(next, base);
  return origin === base && pathname.startsWith('/admin/') ? `${pathname}${query}` : USUAL;
}
