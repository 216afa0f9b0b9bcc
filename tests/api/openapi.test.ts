/** The running site against its own document: every endpoint is asked, every answer looked at. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderAnswer, SignInAnswer } from '@/lib/api/answers';
import type { PictureAnswer, StaffDishView, StaffMenuAnswer } from '@/lib/api/menu-answers';
import type { OverviewAnswer, WhatIfRunAnswer } from '@/lib/api/openapi/answers-insights';
import { nonconformities, operationAt } from '@/lib/api/openapi/conforms';
import { operations } from '@/lib/api/openapi/operations';
import type { PromoCodeView } from '@/lib/api/promo-answers';
import type {
  PageEditAnswer,
  SessionView,
  SettingsAnswer,
  StaffListAnswer,
  StaffPasswordAnswer,
} from '@/lib/api/staff-answers';
import { presets } from '@/lib/loyalty/presets';
import {
  adminToken,
  type CallOptions,
  type Customer,
  call,
  dish,
  good,
  lines,
  newPhone,
  refused,
  signUp,
} from '../support/api';
import { eventually } from '../support/ledger';
import { png } from '../support/pictures';
import { SECRETS, startSite, type TestSite } from '../support/site';

let site: TestSite;
let staff: string;
let customer: Customer;
let items: ReturnType<typeof lines>;

/** Asked so far, as the document names them. */
const asked = new Set<string>();

/** Elsewhere `call` checks too, but only what is documented; here all has to be. */
async function ask<T = unknown>(method: string, path: string, options: CallOptions = {}) {
  const answer = await call<T>(site.url, method, path, options);
  expect(nonconformities(method, path, answer.status, answer.body)).toEqual([]);
  const op = operationAt(method, path);
  if (op) asked.add(`${op.method} ${op.path}`);
  return answer;
}

const mine = (options: CallOptions = {}) => ({ token: customer.token, ...options });
const ours = (options: CallOptions = {}) => ({ token: staff, ...options });
const keyed = () => ({ headers: { 'idempotency-key': randomUUID() } });

beforeAll(async () => {
  site = await startSite('standard');
  staff = await adminToken(site.url);
  customer = await signUp(site.url, { name: 'Ольга', birthDate: '1990-05-05' });
  items = lines(await dish(site.store, 1000), 2);
});
afterAll(() => site?.stop());

describe('customers', () => {
  it('sign in, with a wrong code first', async () => {
    const phone = newPhone();
    const body = good<{ devCode: string }>(
      await ask('POST', '/api/auth/request-code', { body: { phone } }),
    );
    const wrong = body.devCode === '0000' ? '1111' : '0000';
    refused(
      await ask('POST', '/api/auth/verify', { body: { phone, code: wrong } }),
      401,
      'CODE_WRONG',
    );
    const code = { phone, code: body.devCode };
    const { refreshToken } = good<SignInAnswer>(
      await ask('POST', '/api/auth/verify', { body: code }),
    );
    good(await ask('POST', '/api/auth/refresh', { body: { refreshToken } }));
    good(await ask('GET', '/api/auth/me', mine()));
    refused(await ask('GET', '/api/auth/me'), 401, 'UNAUTHORIZED');
    refused(
      await ask('POST', '/api/auth/telegram', { body: { initData: 'x=1' } }),
      404,
      'NOT_FOUND',
    );
    refused(await ask('POST', '/api/auth/request-code', { body: '{' }), 400, 'INVALID_JSON');
    refused(
      await ask('POST', '/api/auth/request-code', { body: { phone: 'x' } }),
      422,
      'VALIDATION',
    );
  });

  it('have a profile', async () => {
    good(await ask('GET', '/api/profile', mine()));
    good(await ask('PATCH', '/api/profile', mine({ body: { name: 'Оля' } })));
    const addresses = [{ title: 'Дом', text: 'Лесная, 5' }];
    good(await ask('PUT', '/api/profile/addresses', mine({ body: { addresses } })));
    const phone = newPhone();
    const moved = await ask('POST', '/api/profile/phone', mine({ body: { phone, code: '0000' } }));
    expect(moved.status).toBe(401);
    const page = await ask('GET', '/api/pages/offer');
    expect([200, 404]).toContain(page.status);
  });

  it('place, read, change and hide orders', async () => {
    good(await ask('GET', '/api/menu'));
    const placing = { items, paymentMethod: 'card', loyaltyPointsUsed: 100, comment: 'дом 5' };
    const { order } = good<OrderAnswer>(
      await ask('POST', '/api/orders', mine({ body: placing, ...keyed() })),
      201,
    );
    const unpaid = good<OrderAnswer>(
      await ask('POST', '/api/orders', mine({ body: { items }, ...keyed() })),
      201,
    ).order;
    good(await ask('GET', '/api/orders', mine()));
    good(await ask('GET', `/api/orders/${order.id}`, mine()));
    good(await ask('POST', `/api/orders/${order.id}/payment`, mine()));
    const address = { deliveryAddress: 'Лесная, 5', paymentMethod: 'cash' };
    good(await ask('PATCH', `/api/orders/${unpaid.id}`, mine({ body: address })));
    good(await ask('DELETE', `/api/orders/${unpaid.id}`, mine()));
    refused(
      await ask('POST', '/api/orders', mine({ body: { items } })),
      400,
      'IDEMPOTENCY_KEY_REQUIRED',
    );
    const greedy = { items, loyaltyPointsUsed: 5000 };
    const refusal = await ask('POST', '/api/orders', mine({ body: greedy, ...keyed() }));
    expect(refused(refusal, 409, 'POINTS_OVER_CAP').maxPoints).toBeGreaterThan(0);
    const expected = { total: 1, payable: 1, pointsToEarn: 1 };
    const quote = await ask('POST', '/api/orders', mine({ body: { items, expected }, ...keyed() }));
    expect(refused(quote, 409, 'QUOTE_CHANGED').quote?.total).toBe(2000);
    refused(await ask('GET', '/api/orders/999999', mine()), 404, 'NOT_FOUND');
    const code = { code: 'NOSUCH', items };
    refused(await ask('POST', '/api/promo/validate', mine({ body: code })), 409, 'PROMO_NOT_FOUND');
  });

  it('look at their points', async () => {
    good(await ask('GET', '/api/client/loyalty/balance', mine()));
    good(await ask('GET', '/api/client/loyalty/levels', mine()));
    good(await ask('GET', '/api/client/loyalty/history?limit=5', mine()));
    const most = '/api/client/loyalty/calculate-max-spend';
    good(await ask('GET', `${most}?orderTotal=2000&deliveryCost=0`, mine()));
    refused(await ask('GET', `${most}?orderTotal=x`, mine()), 422, 'VALIDATION');
    refused(await ask('GET', '/api/client/loyalty/balance', ours()), 403, 'FORBIDDEN');
  });
});

describe('staff', () => {
  it('look after orders and customers', async () => {
    const wrong = { email: 'nobody@example.com', password: 'wrong password' };
    refused(await ask('POST', '/api/admin/auth/login', { body: wrong }), 401, 'SIGN_IN_FAILED');
    const { orders } = good<{ orders: { id: number }[] }>(
      await ask('GET', '/api/admin/orders?limit=5', ours()),
    );
    const id = orders[0]?.id ?? 0;
    good(await ask('GET', `/api/admin/orders/${id}`, ours()));
    good(await ask('GET', `/api/admin/orders/${id}/loyalty`, ours()));
    good(await ask('GET', '/api/admin/orders/board', ours()));
    const wish = { body: { status: 'cancelled' } };
    good(await ask('POST', `/api/admin/orders/${id}/preview`, ours(wish)));
    good(await ask('GET', '/api/admin/users?query=Оля', ours()));
    good(await ask('GET', `/api/admin/users/${customer.id}/loyalty`, ours()));
    const body = { userId: customer.id, amount: 50, type: 'earn', reason: 'для проверки' };
    good(await ask('POST', '/api/admin/loyalty/adjust', ours({ body, ...keyed() })));
    good(await ask('GET', '/api/admin/loyalty/integrity', ours()));
    good(await ask('GET', '/api/admin/loyalty/status', ours()));
    good(await ask('PUT', '/api/admin/loyalty/toggle', ours({ body: { enabled: true } })));
    good(await ask('GET', '/api/admin/health', ours()));
    const list = good<{ orders: { id: number; status: string }[] }>(
      await ask('GET', '/api/admin/orders?status=new', ours()),
    );
    const fresh = list.orders[0]?.id ?? id;
    good(await ask('PATCH', `/api/admin/orders/${fresh}`, ours({ body: { status: 'delivered' } })));
    refused(await ask('GET', '/api/admin/orders', mine()), 403, 'FORBIDDEN');
  });

  it('manage promo codes', async () => {
    const codes = '/api/admin/promo-codes';
    const terms = { discountType: 'fixed', value: 100 };
    const made = await ask('POST', codes, ours({ body: { code: 'OPENAPI', ...terms } }));
    const { code } = good<{ code: PromoCodeView }>(made, 201);
    const again = await ask('POST', codes, ours({ body: { code: 'OPENAPI', ...terms } }));
    refused(again, 409, 'PROMO_CODE_TAKEN');
    good(await ask('GET', codes, ours()));
    good(await ask('GET', `${codes}/${code.id}`, ours()));
    good(await ask('GET', `${codes}/${code.id}/usage`, ours()));
    const edit = { version: code.version, comment: 'first' };
    good(await ask('PATCH', `${codes}/${code.id}`, ours({ body: edit })));
    const stale = await ask(
      'PATCH',
      `${codes}/${code.id}`,
      ours({ body: { ...edit, comment: 'b' } }),
    );
    expect(refused(stale, 409, 'EDIT_CONFLICT').conflict?.edits.length).toBeGreaterThan(0);
    const validate = { body: { code: 'OPENAPI', items } };
    good(await ask('POST', '/api/promo/validate', mine(validate)));
    const bulk = { pattern: 'SPRING-########', count: 3, terms };
    good(await ask('POST', `${codes}/bulk`, ours({ body: bulk, ...keyed() })), 201);
    const csv = await ask('GET', `${codes}/export?campaign=SPRING`, ours());
    expect([200, 404]).toContain(csv.status);
    good(await ask('DELETE', `${codes}/${code.id}`, ours()));
  });

  it('look after one customer and see what was done', async () => {
    const one = `/api/admin/users/${customer.id}`;
    good(await ask('GET', one, ours()));
    good(await ask('GET', `${one}/orders`, ours()));
    good(await ask('GET', `${one}/loyalty/export`, ours()));
    good(await ask('POST', `${one}/repair`, ours()));
    good(await ask('POST', '/api/admin/jobs/reconcile', ours()));
    for (const records of ['logs', 'edits', 'jobs/runs']) {
      good(await ask('GET', `/api/admin/${records}`, ours()));
    }
  });

  it('see the overview and try another programme', async () => {
    const overview = await eventually(async () => {
      const answer = good<OverviewAnswer>(
        await ask('GET', '/api/admin/insights/overview?days=30&refresh=true', ours()),
      );
      if (!answer.overview) throw new Error('still computing');
      return answer.overview;
    });
    expect(overview.series).toHaveLength(30);
    expect(overview.orders.withPoints.orders).toBe(1);

    const path = '/api/admin/insights/what-if';
    const started = good<WhatIfRunAnswer>(
      await ask('POST', path, ours({ body: { days: 30, program: 'standard' } })),
      202,
    );
    const done = await eventually(async () => {
      const { run } = good<WhatIfRunAnswer>(await ask('GET', `${path}/${started.run.id}`, ours()));
      if (run.state === 'running') throw new Error('still running');
      return run;
    });
    // The programme in force gives what the ledger says, on the real database too.
    expect(done).toMatchObject({ state: 'done', result: { cappedOrders: 0, failed: 0 } });
    expect(done.result?.tried).toEqual(done.result?.actual);
    const own = { ...presets.standard, spendCap: { percent: 1, delivery: 'excluded' } };
    const second = good<WhatIfRunAnswer>(
      await ask('POST', path, ours({ body: { days: 30, program: own } })),
      202,
    );
    good(await ask('DELETE', `${path}/${second.run.id}`, ours()));
    good(await ask('GET', path, ours()));
    refused(await ask('GET', `${path}/none-1`, ours()), 404, 'NOT_FOUND');
    const bad = { days: 30, program: { ...own, tiers: [] } };
    refused(await ask('POST', path, ours({ body: bad })), 422, 'VALIDATION');
  });
});

describe('the menu', () => {
  it('is looked after by staff', async () => {
    const path = '/api/admin/menu';
    const { image } = good<PictureAnswer>(
      await ask('POST', `${path}/pictures`, ours({ file: png(400, 300) })),
      201,
    );
    const picture = await ask('GET', image);
    expect(picture.headers.get('content-type')).toBe('image/png');
    const menu = good<StaffMenuAnswer>(await ask('GET', path, ours()));
    const { name: category = '' } = menu.categories[0] ?? {};
    const body = { category, name: 'Кисель', price: 90, image };
    const { dish: made } = good<{ dish: StaffDishView }>(
      await ask('POST', `${path}/dishes`, ours({ body })),
      201,
    );
    const one = `${path}/dishes/${made.id}`;
    good(await ask('PATCH', one, ours({ body: { version: 1, price: 95 } })));
    refused(
      await ask('PATCH', one, ours({ body: { version: 1, price: 96 } })),
      409,
      'EDIT_CONFLICT',
    );
    good(await ask('PUT', `${one}/availability`, ours({ body: { available: false } })));
    good(await ask('POST', `${one}/move`, ours({ body: { direction: 'up' } })));
    const { categoriesVersion: version, categories } = menu;
    const places = categories.map(({ name }) => ({ name, from: name }));
    const put = (wishes: object[]) =>
      ask('PUT', `${path}/categories`, ours({ body: { version, categories: wishes } }));
    refused(await put([]), 409, 'CATEGORY_NOT_EMPTY');
    good(await put(places));
  });
});

describe('accounts of staff and settings', () => {
  it('are looked after by owners', async () => {
    const path = '/api/admin/staff';
    const body = { email: 'second@example.com', name: 'Вторая', role: 'manager' };
    const added = await ask('POST', path, ours({ body }));
    const { member, password } = good<StaffPasswordAnswer>(added, 201);
    refused(await ask('POST', path, ours({ body })), 409, 'EMAIL_TAKEN');
    const { version } = good<StaffListAnswer>(await ask('GET', path, ours()));
    const patch = { body: { version, role: 'operator' } };
    good(await ask('PATCH', `${path}/${member.id}`, ours(patch)));
    const last = { body: { version: version + 1, active: false } };
    refused(await ask('PATCH', `${path}/${site.adminId}`, ours(last)), 409, 'LAST_OWNER');

    const credentials = { body: { email: member.email, password } };
    const signedIn = await ask('POST', '/api/admin/auth/login', credentials);
    const { token } = good<{ token: string }>(signedIn);
    good(await ask('GET', '/api/admin/auth/me', { token }));
    const own = '/api/admin/auth';
    const change = { token, body: { current: password, next: 'qwerty12345' } };
    refused(await ask('POST', `${own}/password`, change), 422, 'PASSWORD_WEAK');
    const change2 = { token, body: { current: password, next: 'три ложки сметаны' } };
    good(await ask('POST', `${own}/password`, change2));
    good(await ask('GET', `${own}/sessions`, { token }));
    good(await ask('DELETE', `${own}/sessions`, { token }));
    const none = 'A'.repeat(22);
    refused(await ask('DELETE', `${own}/sessions/${none}`, { token }), 404, 'NOT_FOUND');
    const theirs = `${path}/${member.id}/sessions`;
    const { sessions } = good<{ sessions: SessionView[] }>(await ask('GET', theirs, ours()));
    good(await ask('DELETE', `${theirs}/${sessions[0]?.session}`, ours()));
    good(await ask('POST', `${path}/${member.id}/password`, ours()));
  });

  it('are changed under a number', async () => {
    const path = '/api/admin/settings';
    const { delivery, hours } = good<SettingsAnswer>(await ask('GET', path, ours()));
    const fee = { ...delivery, fee: 99 };
    good(await ask('PUT', `${path}/delivery`, ours({ body: fee })));
    refused(await ask('PUT', `${path}/delivery`, ours({ body: delivery })), 409, 'EDIT_CONFLICT');
    good(await ask('PUT', `${path}/hours`, ours({ body: hours })));
    good(await ask('PUT', `${path}/pause`, ours({ body: { paused: false } })));
    const { page } = good<PageEditAnswer>(await ask('GET', '/api/admin/pages/offer', ours()));
    const text = { title: 'Оферта', body: 'Текст', version: page.version };
    good(await ask('PUT', '/api/admin/pages/offer', ours({ body: text })));
    good(await ask('GET', '/api/pages/offer'));
  });
});

describe('machines', () => {
  it('call the jobs with their secret', async () => {
    for (const { path } of operations.filter((op) => op.access === 'cron')) {
      good(await ask('GET', path, { token: SECRETS.cron }));
      refused(await ask('GET', path), 401, 'UNAUTHORIZED');
    }
    good(await ask('POST', '/api/dev/clock', { token: SECRETS.clock, body: { advanceMs: 0 } }));
    good(await ask('GET', '/api/health'));
    // Known only where its secret is set.
    const hook = await ask('POST', '/api/hooks/nocodb', { body: { table: 'Orders', ids: [] } });
    expect([401, 404]).toContain(hook.status);
    refused(await ask('GET', '/api/metrics'), 404, 'NOT_FOUND');
    refused(await ask('POST', '/api/hooks/payments', { body: {} }), 422, 'VALIDATION');
  });

  it('read the document, which is the one that was checked', async () => {
    const { paths } = good<{ paths: Record<string, object> }>(
      await ask('GET', '/api/openapi.json'),
    );
    const served = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(served.sort()).toEqual(operations.map((op) => `${op.method} ${op.path}`).sort());
  });

  it('the viewer and the programme in words are pages of the site', async () => {
    for (const path of ['/api/docs', '/docs']) {
      const page = await call<string>(site.url, 'GET', path);
      expect(page.status).toBe(200);
      expect(page.headers.get('content-type')).toContain('text/html');
      // Nothing comes from another host.
      expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    }
    expect((await call<string>(site.url, 'GET', '/docs')).body).toContain('Стандартная');
  });
});

describe('afterwards', () => {
  it('sessions end, an account is deleted', async () => {
    const other = await signUp(site.url);
    const token = { token: other.token };
    good(await ask('POST', '/api/profile/sign-out-everywhere', token));
    const gone = await signUp(site.url);
    const options = { token: gone.token, body: { confirm: true } };
    good(await ask('DELETE', '/api/profile', options));
    good(await ask('POST', '/api/auth/logout'));
    good(await ask('POST', '/api/admin/auth/logout'));
  });

  it('no endpoint was left out', () => {
    const documented = operations.map((op) => `${op.method} ${op.path}`);
    expect(documented.filter((name) => !asked.has(name))).toEqual([]);
  });
});
