'use client';
/** Orders and history: apart from hooks.ts, so that the menu page does not load paging. */
import { useRef } from 'react';
import useSWR from 'swr';
import useSWRInfinite from 'swr/infinite';
import type { HistoryAnswer, OrdersAnswer, OrderView } from '../api/answers';
import { isFinished } from '../orders/lifecycle';
import { api, paths } from './api';
import { useMe } from './hooks';

const POLL_MS = 5_000;
const SLOWEST_MS = 60_000;

/** Is there anything left to wait for? */
function isMoving(order: OrderView): boolean {
  return order.status !== 'cancelled' && !isFinished(order.status);
}

/**
 * Milliseconds to the next look: often while something has just changed, ever
 * more seldom while nothing does, not at all when nothing will.
 */
function useBackOff() {
  const last = useRef({ seen: '', at: 0 });
  return (orders: readonly OrderView[]): number => {
    const moving = orders.filter(isMoving);
    if (moving.length === 0) return 0;
    const seen = moving.map((o) => `${o.id}:${o.status}:${o.paymentStatus}`).join();
    const now = Date.now();
    if (seen !== last.current.seen) last.current = { seen, at: now };
    return Math.min(SLOWEST_MS, Math.max(POLL_MS, (now - last.current.at) / 4));
  };
}

/** The customer's orders, newest first, page by page; live while one is under way. */
export function useOrders() {
  const { signedIn } = useMe();
  const backOff = useBackOff();
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
      refreshInterval: (data) => backOff(data?.flatMap((page) => page.orders) ?? []),
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
  const backOff = useBackOff();
  return useSWR<OrderView>(signedIn ? paths.order(id) : null, () => api.order(id), {
    refreshInterval: (order) => backOff(order ? [order] : []),
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
