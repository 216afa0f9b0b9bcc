'use client';
/** Asking what a change of an order would do, and doing it. */
import { useEffect, useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import type { OrderPreviewAnswer } from '@/lib/api/order-preview';
import {
  adminApi,
  adminPaths,
  type StaffOrder,
  type StaffOrderInput,
} from '@/lib/client/admin-api';
import { ApiError, hasCode } from '@/lib/client/errors';
import { staffOrderPaths, staffOrdersApi } from '@/lib/client/staff-orders';
import { useI18n } from '@/lib/messages/provider';
import { toast } from '../../ui/toast-store';
import { useBoard } from '../orders/board-provider';

/** Number of the last event that the page shows. */
function seenOf(order: StaffOrder): number {
  return order.events.at(-1)?.n ?? 0;
}

/** The answer to a change names nobody: those who were known stay until the order is read again. */
function named(old: StaffOrder, { events }: Pick<StaffOrder, 'events'>): StaffOrder['events'] {
  return events.map((event) => old.events.find(({ n }) => n === event.n) ?? event);
}

const TYPING_MS = 350;

/**
 * What `wish` would do to the order as it stands; null asks nothing. The last answer
 * stays while the next one comes; `fresh` says whether it is of this very wish.
 */
export function usePreview(order: StaffOrder, wish: StaffOrderInput | null, waits = false) {
  const wanted = wish && JSON.stringify(wish);
  const [settled, setSettled] = useState(wanted);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(wanted), waits ? TYPING_MS : 0);
    return () => clearTimeout(timer);
  }, [wanted, waits]);
  const asked = waits ? settled : wanted;
  // Again whenever the order has changed under it.
  const key = asked ? [staffOrderPaths.preview(order.id), asked, seenOf(order)] : null;
  const { data, error, isLoading, mutate } = useSWR<OrderPreviewAnswer>(
    key,
    () => staffOrdersApi.preview(order.id, JSON.parse(asked ?? '{}') as StaffOrderInput),
    { keepPreviousData: true, revalidateOnFocus: false, shouldRetryOnError: false },
  );
  return {
    preview: wanted ? data : undefined,
    fresh: asked === wanted && !isLoading && data !== undefined && !error,
    error: wanted ? error : undefined,
    retry: () => void mutate(),
  };
}

/** Sends a change that was judged by a preview; everything that shows the order follows. */
export function useSendChange(order: StaffOrder) {
  const { mutate } = useSWRConfig();
  const { apply } = useBoard();
  const reload = () =>
    Promise.all([mutate(adminPaths.order(order.id)), mutate(staffOrderPaths.loyalty(order.id))]);
  return {
    reload,
    async send(body: StaffOrderInput, seen = seenOf(order)): Promise<void> {
      const answer = await adminApi.changeOrder(order.id, { ...body, seen });
      apply(answer.order);
      await mutate<StaffOrder>(
        adminPaths.order(order.id),
        (old) => (old ? { ...old, ...answer.order, events: named(old, answer.order) } : old),
        { revalidate: false },
      );
      // The name of who did it comes in afterwards; nobody waits for it.
      void mutate(adminPaths.order(order.id));
      await mutate(staffOrderPaths.loyalty(order.id));
    },
  };
}

/** A change in a window: what is confirmed is what was told; when it is done the window closes. */
export function useConfirmed(order: StaffOrder, onClose: () => void) {
  const { t } = useI18n();
  const { send, reload } = useSendChange(order);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  /** Answers whether it was done. */
  async function confirm(body: StaffOrderInput, { seen }: OrderPreviewAnswer): Promise<boolean> {
    setBusy(true);
    setFailure(null);
    try {
      await send(body, seen);
      toast(t('one.saved'));
      onClose();
      return true;
    } catch (caught) {
      setFailure(caught);
      setBusy(false);
      // Somebody was faster: the page and the consequences are told anew.
      if (hasCode(caught, 'ORDER_CHANGED', 'INVALID_STATUS')) await reload();
      return false;
    }
  }

  return { confirm, busy, failure, failed: failure instanceof ApiError ? failure.code : null };
}
