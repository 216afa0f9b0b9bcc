/** The staff pages' helpers: filters in the address, shortcuts, the page after signing in. */
import { afterEach, describe, expect, test } from 'vitest';
import { pageAfter, signInAddress } from '@/lib/client/after-sign-in';
import { changeFilters, filterQuery, pageOf, readFilters } from '@/lib/client/filters';
import { createMatcher, keyOf, offerShortcuts, shortcuts } from '@/lib/client/shortcuts';

const spec = { search: '', state: ['', 'active', 'off'], sort: ['-id', 'id'], page: '1' } as const;
const read = (query: string) => readFilters(spec, new URLSearchParams(query));

describe('filters', () => {
  test('are read with their usual values; what is not allowed is left out', () => {
    expect(read('')).toEqual({ search: '', state: '', sort: '-id', page: '1' });
    expect(read('search=щи&state=active&sort=name&page=3&other=1')).toEqual({
      search: 'щи',
      state: 'active',
      sort: '-id',
      page: '3',
    });
  });

  test('are written without what is usual, beside the other parameters', () => {
    const others = new URLSearchParams('tab=orders&state=off');
    expect(filterQuery(spec, read(''))).toBe('');
    expect(filterQuery(spec, read('search=a%26b&page=2'))).toBe('?search=a%26b&page=2');
    expect(filterQuery(spec, read('page=2'), others)).toBe('?tab=orders&page=2');
  });

  test('a change starts from the first page, a page does not', () => {
    expect(changeFilters(spec, read('page=4'), { state: 'off' }).page).toBe('1');
    expect(changeFilters(spec, read('state=off'), { page: '4' })).toMatchObject({
      state: 'off',
      page: '4',
    });
  });

  test.each([
    ['1', 1],
    ['12', 12],
    ['0', 1],
    ['-3', 1],
    ['2.9', 2],
    ['x', 1],
    ['', 1],
  ])('page %j is %i', (text, page) => expect(pageOf(text)).toBe(page));
});

describe('shortcuts', () => {
  const press = (key: string, code: string, more = {}) =>
    keyOf({
      ...{ key, code, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false },
      ...more,
    });
  let stop = () => {};
  afterEach(() => stop());

  test.each([
    ['o', 'KeyO', {}, 'o'],
    ['щ', 'KeyO', {}, 'o'],
    ['?', 'Digit7', { shiftKey: true }, '?'],
    [',', 'Slash', { shiftKey: true }, '?'],
    ['.', 'Slash', {}, '/'],
    ['o', 'KeyO', { ctrlKey: true }, null],
    ['O', 'KeyO', { shiftKey: true }, null],
    ['Enter', 'Enter', {}, null],
  ])('%s at %s means %s', (key, code, more, meant) => expect(press(key, code, more)).toBe(meant));

  test('a pair in time, the newest offer of a key, nothing after it is withdrawn', () => {
    const done: string[] = [];
    const offer = (keys: string, name: string) =>
      offerShortcuts([{ keys, name, run: () => done.push(name) }]);
    const stopFirst = offer('n', 'old');
    const stopSecond = offer('n', 'new');
    const stopPair = offer('g o', 'orders');
    stop = () => {
      stopFirst();
      stopSecond();
      stopPair();
    };
    let now = 0;
    const match = createMatcher(() => now);
    match('n')?.run();
    match('g')?.run();
    match('o')?.run();
    match('g')?.run();
    now = 2000;
    match('o')?.run();
    stopSecond();
    match('n')?.run();
    expect(done).toEqual(['new', 'orders', 'old']);
    stop();
    expect(shortcuts.get()).toEqual([]);
  });
});

describe('the page after signing in', () => {
  test('is the one that asked for it', () => {
    const address = signInAddress({ pathname: '/admin/settings', search: '?tab=hours' });
    expect(pageAfter(address.slice('/admin'.length))).toBe('/admin/settings?tab=hours');
    expect(signInAddress({ pathname: '/admin/orders', search: '' })).toBe('/admin');
  });

  test.each([
    '',
    '?next=https://evil.example/admin/x',
    '?next=//evil.example/admin/x',
    '?next=/%5Cevil.example/admin/',
    '?next=/admin/..//evil.example',
    '?next=/cart',
    '?next=javascript:alert(1)',
  ])('%s leads to the orders', (search) => expect(pageAfter(search)).toBe('/admin/orders'));
});
