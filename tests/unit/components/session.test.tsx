import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { api } from '@/lib/client/api';
import { sessionStarted } from '@/lib/client/http';
import { menu, order, profile } from './fixtures';
import { playApi, problem, server, times } from './harness';

playApi();

/** Answers 401 until the sign-in has been renewed. */
function expiring(code = 'TOKEN_EXPIRED') {
  const state = { fresh: false };
  const guard = (answer: () => Response) => () => (state.fresh ? answer() : problem(401, code));
  server.use(
    http.get(
      '*/api/auth/me',
      guard(() => HttpResponse.json({ userProfile: profile, loyaltyEnabled: true })),
    ),
    http.get(
      '*/api/orders/42',
      guard(() => HttpResponse.json(order())),
    ),
    http.post('*/api/auth/refresh', () => {
      state.fresh = true;
      return HttpResponse.json({ success: true, token: 't', refreshToken: 'r', expiresIn: 900 });
    }),
  );
}

describe('a sign-in that ran out', () => {
  test('is renewed once for all requests that wait, and they are repeated', async () => {
    sessionStarted();
    expiring();
    const [me, one] = await Promise.all([api.me(), api.order(42)]);
    expect(me.userProfile.id).toBe(profile.id);
    expect(one.id).toBe(42);
    expect(times('POST /api/auth/refresh')).toBe(1);
    expect(times('GET /api/auth/me')).toBe(2);
  });

  test('is renewed when the cookie is gone too', async () => {
    sessionStarted();
    expiring('UNAUTHORIZED');
    expect((await api.me()).userProfile.id).toBe(profile.id);
  });

  test('that cannot be renewed is the end, asked only once', async () => {
    sessionStarted();
    server.use(http.get('*/api/auth/me', () => problem(401, 'TOKEN_EXPIRED')));
    await expect(api.me()).rejects.toMatchObject({ status: 401 });
    await expect(api.me()).rejects.toMatchObject({ status: 401 });
    expect(times('POST /api/auth/refresh')).toBe(1);
  });

  test('a visitor who never signed in is not renewed', async () => {
    server.use(http.get('*/api/auth/me', () => problem(401, 'UNAUTHORIZED')));
    await expect(api.me()).rejects.toMatchObject({ status: 401 });
    expect(times('POST /api/auth/refresh')).toBe(0);
  });

  test('a wrong code is not taken for it', async () => {
    sessionStarted();
    server.use(http.post('*/api/auth/verify', () => problem(401, 'CODE_WRONG')));
    await expect(api.verify({ phone: '+79001234567', code: '0000' })).rejects.toMatchObject({
      code: 'CODE_WRONG',
    });
    expect(times('POST /api/auth/refresh')).toBe(0);
    expect((await api.menu()).categories).toHaveLength(menu.categories.length);
  });
});
