'use client';
/**
 * The shift's board, asked in one place for every page of orders: who looks at one
 * order still hears of the next. Asked less often while nothing happens or it fails.
 */
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import useSWR from 'swr';
import type { StaffOrder } from '@/lib/client/admin-api';
import { ring, soundIsOn } from '@/lib/client/chime';
import {
  arrivals,
  type Board,
  boardFrom,
  movedCard,
  pauseMs,
  staffOrderPaths,
  staffOrdersApi,
} from '@/lib/client/staff-orders';
import { useStaff } from '@/lib/client/use-staff';
import { useI18n } from '@/lib/messages/provider';
import { toast } from '../../ui/toast-store';
import { useTitleBadge } from './title-badge';

interface BoardState {
  /** Undefined while nothing has come yet. */
  board: Board | undefined;
  error: unknown;
  /** The browser holds the sound back until somebody presses something. */
  soundBlocked: boolean;
  setSoundBlocked(blocked: boolean): void;
  refresh(): void;
  /** Shows an order's change at once, before the board is asked again. */
  apply(order: Omit<StaffOrder, 'customer'>): void;
}

const Context = createContext<BoardState | null>(null);

export function useBoard(): BoardState {
  const state = useContext(Context);
  if (!state) throw new Error('no BoardProvider around');
  return state;
}

export function BoardProvider({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const staff = useStaff();
  const had = useRef<Board>(undefined);
  const asked = useRef({ quiet: 0, failures: 0 });
  const [soundBlocked, setSoundBlocked] = useState(false);

  async function ask(): Promise<Board | undefined> {
    try {
      const answer = await staffOrdersApi.board(had.current?.version);
      const next = boardFrom(answer, had.current, Date.now()) ?? undefined;
      const same = next === had.current;
      asked.current = { quiet: same ? asked.current.quiet + 1 : 0, failures: 0 };
      had.current = next;
      return next;
    } catch (error) {
      asked.current.failures += 1;
      throw error;
    }
  }

  const { data, error, mutate } = useSWR<Board | undefined>(
    staff.can('operator') ? staffOrderPaths.board : null,
    ask,
    {
      refreshInterval: () => pauseMs(asked.current.quiet, asked.current.failures),
      // A tablet in the kitchen rings also when something else is in front.
      refreshWhenHidden: true,
      // The interval is the only clock; a failure lengthens it.
      shouldRetryOnError: false,
      compare: Object.is,
    },
  );

  const seen = useRef<Board>(undefined);
  useEffect(() => {
    if (!data) return;
    const fresh = arrivals(seen.current, data);
    seen.current = data;
    for (const card of fresh) toast(t('board.arrived', { number: card.number }));
    if (fresh.length > 0 && soundIsOn()) void ring().then((rang) => setSoundBlocked(!rang));
  }, [data, t]);
  useTitleBadge(data?.counts.new ?? 0);

  const state: BoardState = {
    board: data,
    error,
    soundBlocked,
    setSoundBlocked,
    refresh: () => void mutate(),
    apply(order) {
      const board = had.current;
      if (!board?.orders.some((card) => card.id === order.id)) return;
      const orders = board.orders.map((c) => (c.id === order.id ? movedCard(c, order) : c));
      had.current = { ...board, orders, counts: recounted(board, orders) };
      void mutate(had.current, { revalidate: false });
    },
  };
  return <Context value={state}>{children}</Context>;
}

/** Counts moved along with the cards; those not shown stay counted where they were. */
function recounted(before: Board, orders: Board['orders']): Board['counts'] {
  const inStatus = (list: Board['orders'], status: string) =>
    list.filter((card) => card.status === status).length;
  return Object.fromEntries(
    Object.entries(before.counts).map(([status, count]) => [
      status,
      count + inStatus(orders, status) - inStatus(before.orders, status),
    ]),
  );
}
