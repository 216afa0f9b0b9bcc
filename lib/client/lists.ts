'use client';
/** Orders and history: apart from hooks.ts, so that the menu page does not load paging. */
import useSWR from 'swr';
import useSWRInfinite from 'swr/infinite';
import type { HistoryAnswer, OrdersAnswer, OrderView } from '../api/answers';
import { isFinished } from '../orders/lifecycle';
import { api, paths } from './api';
import { useMe } from './hooks';

const POLL_MS = 15_000;

/** Is there anything left to wait for? */
function isMoving(order: OrderView): boolean {
  return order.status !== 'cancelled' && !isFinished(order.status);
}

/** The customer's orders, newest first, page by page; live while one is under way. */
export function useOrders() {
  const { signedIn } = useMe();
  const pages = useSWRInfinite<OrdersAnswer>(
    (index: number, previous: OrdersAnswer | null) => {
      if (!signedIn) return null;
      if (index === 0) return paths.orders();
      return previous?.next ? paths.orders(previous.next) : null;
    },
    (key: string) =>
      api.orders(Number(new URL(key, 'http://x').searchParams.get('before')) || null),
    {
      revalidateFirstPage: true,
      refreshInterval: (data) => (data?.some((page) => page.orders.some(isMoving)) ? POLL_MS : 0),
    },
  );
  const last = pages.data?.at(-1);
  return {
    ...pages,
    orders: pages.data?.flatMap((page) => page.orders),
    hasMore: Boolean(last?.next),
    loadMore: () => pages.setSize((n) => n + 1),
  };
}

/** One order, live while it is under way. */
export function useOrder(id: number) {
  const { signedIn } = useMe();
  return useSWR<OrderView>(signedIn ? paths.order(id) : null, () => api.order(id), {
    refreshInterval: (order) => (order && isMoving(order) ? POLL_MS : 0),
  });
}

/** The history of points, twenty rows a page. */
export function useHistory() {
  const { signedIn } = useMe();
  const pages = useSWRInfinite<HistoryAnswer>(
    (index: number, previous: HistoryAnswer | null) =>
      signedIn && (index === 0 || previous?.hasMore) ? paths.history(index + 1) : null,
    (key: string) => api.history(Number(new URL(key, 'http://x').searchParams.get('page'))),
    { revalidateFirstPage: false },
  );
  return {
    ...pages,
    entries: pages.data?.flatMap((page) => page.entries),
    hasMore: Boolean(pages.data?.at(-1)?.hasMore),
    loadMore: () => pages.setSize((n) => n + 1),
  };
}
