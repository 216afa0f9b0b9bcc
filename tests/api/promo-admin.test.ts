/** The admin's part of the API about promo codes. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PromoBulkAnswer, PromoCodesAnswer, PromoCodeView } from '@/lib/api/promo-answers';
import { DRAWN_SIGNS } from '@/lib/promo/code-text';
import type { MenuItem } from '@/lib/store/port-menu';
import {
  type Api,
  adminToken,
  createApi,
  DAY,
  dish,
  good,
  lines,
  refused,
  signUp,
} from '../support/api';
import { eventually } from '../support/ledger';
import { startSite, type TestSite } from '../support/site';

let site: TestSite;
let api: Api;
let staff: string;
let soup: MenuItem;

beforeAll(async () => {
  site = await startSite('at-payment');
  api = createApi(site.url);
  staff = await adminToken(site.url);
  soup = await dish(site.store, 1000);
});
afterAll(() => site?.stop());

const admin = <T>(method: string, path: string, body?: object, headers = {}) =>
  api.send<T>(method, `/api/admin/promo-codes${path}`, { token: staff, body, headers });

async function make(code: string, terms: object = {}): Promise<PromoCodeView> {
  const body = { code, discountType: 'percentage', value: 10, ...terms };
  return good<{ code: PromoCodeView }>(await admin('POST', '', body), 201).code;
}

const day = (offset: number) =>
  new Date(Date.now() + 3 * 60 * 60 * 1000 + offset * DAY).toISOString().slice(0, 10);

describe('one code', () => {
  it('has every field, and keeps local days whole', async () => {
    const sent = {
      code: 'осень-26',
      discountType: 'fixed',
      value: 150.5,
      usageType: 'once_per_user',
      usageLimit: 12,
      minOrder: 1000,
      maxDiscount: 120.25,
      validFrom: '2026-12-01',
      validUntil: '2026-12-31',
      active: false,
      comment: 'Листовки\nу метро',
      campaign: 'Осень',
    };
    const made = good<{ code: PromoCodeView }>(await admin('POST', '', sent), 201).code;
    expect(made).toMatchObject({
      ...sent,
      code: 'ОСЕНЬ-26',
      validFrom: '2026-11-30T21:00:00.000Z',
      validUntil: '2026-12-31T20:59:59.999Z',
      validFromDay: '2026-12-01',
      validUntilDay: '2026-12-31',
      state: 'deactivated',
      timesUsed: 0,
      version: 1,
    });
    expect(good(await admin('GET', `/${made.id}`))).toEqual({ code: made });
    refused(await admin('POST', '', { ...sent, code: 'Осень-26' }), 409, 'PROMO_CODE_TAKEN');
  });

  it.each([
    [{ code: 'ab' }],
    [{ code: 'с пробелом' }],
    [{ code: '=SUM(1)' }],
    [{ value: 0 }],
    [{ value: 100.01 }],
    [{ value: 1.001 }],
    [{ usageLimit: 0 }],
    [{ usageLimit: 1.5 }],
    [{ minOrder: -1 }],
    [{ validFrom: '2026-02-30' }],
    [{ validFrom: '2026-12-02', validUntil: '2026-12-01' }],
    [{ comment: 'a\u0000b' }],
    [{ timesUsed: 5 }],
  ])('refuses %j', async (wrong) => {
    const body = { code: 'ВЕРНЫЙ', discountType: 'percentage', value: 10, ...wrong };
    const { fields } = refused(await admin('POST', '', body), 422, 'VALIDATION');
    expect(fields?.length).toBeGreaterThan(0);
  });

  it('needs an admin', async () => {
    const customer = await signUp(site.url);
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['GET', '/1'],
      ['PATCH', '/1'],
      ['DELETE', '/1'],
      ['GET', '/1/usage'],
      ['POST', '/bulk'],
      ['GET', '/export?campaign=x'],
    ] as const) {
      const address = `/api/admin/promo-codes${path}`;
      const body = method === 'GET' ? undefined : {};
      refused(await api.send(method, address, { body }), 401, 'UNAUTHORIZED');
      refused(await api.send(method, address, { body, token: customer.token }), 403, 'FORBIDDEN');
    }
  });

  it('of two admins at once the second gets 409 with what the first changed', async () => {
    const made = await make('ДВОЕ', { comment: 'было' });
    const edits = [
      { version: 1, comment: 'первый' },
      { version: 1, value: 15 },
    ];
    const answers = await Promise.all(edits.map((e) => admin('PATCH', `/${made.id}`, e)));
    const [won, lost] = answers[0]?.status === 200 ? [0, 1] : [1, 0];
    expect(good(answers[won] ?? (answers[0] as never))).toMatchObject({ code: { version: 2 } });
    const problem = refused(answers[lost] ?? (answers[0] as never), 409, 'EDIT_CONFLICT');
    const { version: _v, ...after } = edits[won] ?? {};
    expect(problem.conflict).toMatchObject({
      version: 2,
      edits: [
        { n: 2, admin: { id: site.adminId, name: 'Смена' }, after, before: expect.anything() },
      ],
    });
    const again = { ...edits[lost], version: 2 };
    good(await admin('PATCH', `/${made.id}`, again));
    const now = good<{ code: PromoCodeView }>(await admin('GET', `/${made.id}`)).code;
    expect(now).toMatchObject({ comment: 'первый', value: 15, version: 3 });
    const rows = await site.base.sql(
      `select number, admin_id from %s.edits where table_name = 'Promo_Codes' and row_id = $1 order by number`,
      [String(made.id)],
    );
    expect(rows.map((r) => Number(r.number))).toEqual([1, 2, 3]);
    expect(site.log()).toMatch(/"promo.changed".*"requestId"|"requestId".*"promo.changed"/);
  });

  it('in use it cannot be deleted, only switched off', async () => {
    const [used, unused] = [await make('ЗАНЯТ'), await make('ЛИШНИЙ')];
    const customer = await signUp(site.url);
    const body = { items: lines(soup), paymentMethod: 'cash', promoCode: 'ЗАНЯТ' };
    const placed = good<{ order: { id: number } }>(await api.place(customer, body), 201);
    refused(await admin('DELETE', `/${used.id}`), 409, 'PROMO_IN_USE');
    good(await api.remove(customer, placed.order.id));
    refused(await admin('DELETE', `/${used.id}`), 409, 'PROMO_IN_USE');
    good(await admin('PATCH', `/${used.id}`, { version: 1, active: false }));
    refused(await api.place(customer, body), 409, 'PROMO_INACTIVE');
    good(await admin('DELETE', `/${unused.id}`));
    refused(await admin('GET', `/${unused.id}`), 404, 'NOT_FOUND');
    refused(await admin('DELETE', `/${unused.id}`), 404, 'NOT_FOUND');
    await eventually(async () => {
      const rows = await site.base.sql(
        `select metadata from %s.loyalty_logs where event_type = 'promo_changed'`,
      );
      expect(JSON.stringify(rows)).toContain('deleted');
    });
  });
});

describe('the list', () => {
  it('is searched, filtered, sorted and paged by the store', async () => {
    await make('СПИСОК-А', { validUntil: day(0) });
    await make('СПИСОК-Б', { validUntil: day(-1), comment: 'для списка-а тоже' });
    await make('СПИСОК-В', { validFrom: day(1) });
    await make('СПИСОК-Г', { active: false });
    const list = async (query: string) => {
      const answer = good<PromoCodesAnswer>(await admin('GET', `?search=список&${query}`));
      return { codes: answer.codes.map((c) => c.code.slice(-1)).join(''), total: answer.total };
    };
    expect(await list('')).toEqual({ codes: 'ГВБА', total: 4 });
    expect(await list('sort=code')).toEqual({ codes: 'АБВГ', total: 4 });
    expect((await list('state=active')).codes).toBe('А');
    expect((await list('state=inactive_by_date&sort=code')).codes).toBe('БВ');
    expect((await list('state=deactivated')).codes).toBe('Г');
    expect(await list('sort=code&page=2&limit=3')).toEqual({ codes: 'Г', total: 4 });
    expect(await list('page=7')).toEqual({ codes: '', total: 4 });
    const byText = good<PromoCodesAnswer>(await admin('GET', '?search=списка-а'));
    expect(byText.codes.map((c) => c.code)).toEqual(['СПИСОК-Б']);
    const hostile = encodeURIComponent('(Code,eq,x)~or(Id,gt,0)');
    expect(good<PromoCodesAnswer>(await admin('GET', `?search=${hostile}`)).total).toBe(0);
    refused(await admin('GET', '?sort=comment'), 422, 'VALIDATION');
    refused(await admin('GET', '?limit=101'), 422, 'VALIDATION');
  });
});

describe('many codes', () => {
  const bulk = (body: object, key = randomUUID() as string) =>
    admin<PromoBulkAnswer>('POST', '/bulk', body, { 'idempotency-key': key });
  const terms = { discountType: 'fixed', value: 300, usageType: 'once_total' };

  it('are made once, however often they are asked for, and exported', async () => {
    const body = { pattern: 'spring-######', count: 250, terms };
    const key = randomUUID();
    const answers = await Promise.all([bulk(body, key), bulk(body, key)]);
    for (const a of answers) {
      expect(good<PromoBulkAnswer>(a, 201)).toMatchObject({ campaign: 'SPRING', count: 250 });
    }
    expect(good(await bulk(body, key), 201)).toMatchObject({ created: 0 });
    refused(await bulk({ ...body, count: 251 }, key), 422, 'IDEMPOTENCY_MISMATCH');
    const list = good<PromoCodesAnswer>(await admin('GET', '?campaign=SPRING&limit=1'));
    expect(list.total).toBe(250);

    const csv = await admin<string>('GET', '/export?campaign=SPRING');
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(csv.headers.get('content-disposition')).toContain('attachment');
    const rows = csv.body
      .replace(/^\uFEFF/, '')
      .trim()
      .split('\r\n')
      .slice(1);
    expect(rows).toHaveLength(250);
    const codes = rows.map((row) => row.split(';')[0] ?? '');
    expect(new Set(codes).size).toBe(250);
    for (const code of codes) expect(code).toMatch(new RegExp(`^SPRING-[${DRAWN_SIGNS}]{6}$`));
    refused(await admin('GET', '/export?campaign=NONE'), 404, 'NOT_FOUND');

    const customer = await signUp(site.url);
    const order = { items: lines(soup), paymentMethod: 'cash', promoCode: codes[7] };
    const placed = good<{ order: { promoDiscount: number } }>(
      await api.place(customer, order),
      201,
    );
    expect(placed.order.promoDiscount).toBe(300);
  });

  it('5 000 at once', async () => {
    const started = performance.now();
    const made = await bulk({ pattern: 'TIRAGE-######', count: 5000, campaign: 'Тираж', terms });
    console.log(`5 000 codes: ${((performance.now() - started) / 1000).toFixed(1)} s`);
    expect(good(made, 201)).toEqual({ campaign: 'Тираж', count: 5000, created: 5000 });
    expect(good<PromoCodesAnswer>(await admin('GET', '?campaign=Тираж&limit=1')).total).toBe(5000);
  });

  it('are refused when they could be guessed, or without a key', async () => {
    const weak = refused(
      await bulk({ pattern: 'S-###', count: 100, terms }),
      422,
      'PROMO_PATTERN_GUESSABLE',
    );
    expect(weak.detail).toContain('не меньше 4 знаков #');
    refused(await bulk({ pattern: 'SPRING', count: 1, terms }), 422, 'VALIDATION');
    refused(await bulk({ pattern: 'S-########', count: 5001, terms }), 422, 'VALIDATION');
    refused(
      await admin('POST', '/bulk', { pattern: 'S-######', count: 1, terms }),
      400,
      'IDEMPOTENCY_KEY_REQUIRED',
    );
  });
});
