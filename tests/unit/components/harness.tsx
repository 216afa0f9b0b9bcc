/** The API played by msw, and a page with everything around it. */
import '@testing-library/jest-dom/vitest';
import { cleanup, configure, render } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import {
  AppRouterContext,
  type AppRouterInstance,
} from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { PathnameContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import type { ReactNode } from 'react';
import { SWRConfig } from 'swr';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { Header } from '@/components/shop/header';
import { SignInProvider } from '@/components/shop/sign-in';
import type { Problem } from '@/lib/api/answers';
import type { Cart } from '@/lib/client/cart';
import { getCart, reloadCart, updateCart } from '@/lib/client/cart-store';
import StaffMessages from '@/lib/messages/staff-messages';
import { balance, menu, profile } from './fixtures';

export const pushed = vi.fn();
/** Next's router as pages see it. */
const router = {
  push: pushed,
  replace: pushed,
  back: vi.fn(),
  forward: vi.fn(),
  refresh: vi.fn(),
  prefetch: vi.fn(),
  bfcacheId: '',
};

/** "GET /api/menu" and so on, in the order they came. */
export const asked: string[] = [];

export const server = setupServer();

export const cap = 0.25;

const notices = { order_status: true, paid_out: true, expiring: true, birthday: true };

function standard() {
  return [
    http.get('*/api/menu', () => HttpResponse.json(menu)),
    http.get('*/api/auth/me', () =>
      HttpResponse.json({ userProfile: profile, loyaltyEnabled: true }),
    ),
    http.post('*/api/auth/refresh', () => problem(401, 'UNAUTHORIZED')),
    http.get('*/api/profile', () => HttpResponse.json({ profile, addresses: [], notices })),
    http.get('*/api/client/loyalty/balance', () => HttpResponse.json(balance)),
    http.get('*/api/client/loyalty/calculate-max-spend', ({ request }) => {
      const query = new URL(request.url).searchParams;
      const dishes = Number(query.get('orderTotal')) - Number(query.get('deliveryCost'));
      const most = Math.floor(dishes * cap);
      return HttpResponse.json({
        maxPoints: Math.min(most, balance.balance),
        cap: most,
        available: balance.balance,
        percent: 25,
      });
    }),
  ];
}

// A window's code is loaded when it opens, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 10_000 });
vi.setConfig({ testTimeout: 40_000 });

/** Registers what every test file needs. */
export function playApi() {
  beforeAll(() => {
    server.listen({ onUnhandledRequest: 'error' });
    server.events.on('request:start', ({ request }) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
    });
  });
  beforeEach(() => {
    window.localStorage.clear();
    reloadCart();
    asked.length = 0;
    pushed.mockClear();
    server.resetHandlers(...standard());
  });
  afterEach(cleanup);
  afterAll(() => server.close());
}

/** How many times a route was asked. */
export function times(route: string): number {
  return asked.filter((one) => one === route).length;
}

export function problem(status: number, code: string, more: Partial<Problem> = {}) {
  return HttpResponse.json(
    { type: 'about:blank', title: code, status, code, detail: code, instance: '/', ...more },
    { status, headers: { 'content-type': 'application/problem+json' } },
  );
}

/** Puts a cart where the page looks for it. */
export function putCart(cart: Cart): void {
  updateCart(() => cart);
}

export { getCart };

/** Shows a page under the header, with empty caches. */
export function show(page: ReactNode) {
  return render(
    <AppRouterContext.Provider value={router as unknown as AppRouterInstance}>
      <PathnameContext.Provider value="/cart">
        <StaffMessages>
          <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0, errorRetryCount: 0 }}>
            <SignInProvider>
              <Header />
              {page}
            </SignInProvider>
          </SWRConfig>
        </StaffMessages>
      </PathnameContext.Provider>
    </AppRouterContext.Provider>,
  );
}
