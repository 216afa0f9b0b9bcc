'use client';
import clsx from 'clsx';
import Link from 'next/link';
import { useState } from 'react';
import type { BoardCard as Card } from '@/lib/api/staff-orders';
import { adminApi } from '@/lib/client/admin-api';
import { ApiError } from '@/lib/client/errors';
import { isKnownRefusal } from '@/lib/client/order-change';
import { problemText } from '@/lib/client/problem-text';
import { byUrgency } from '@/lib/client/staff-orders';
import { useFilters } from '@/lib/client/use-filters';
import { useI18n } from '@/lib/messages/provider';
import { activeStatuses, isActive, type OrderStatus } from '@/lib/orders/lifecycle';
import { Notice } from '../../ui/notice';
import { Skeleton } from '../../ui/skeleton';
import { toast } from '../../ui/toast-store';
import { AdminFailure } from '../failure';
import { Chips } from '../list-parts';
import { useSiteNow } from './age';
import { BoardCard } from './board-card';
import { useBoard } from './board-provider';

const ENDED = 'ended';
const columns = [...activeStatuses, ENDED] as const;
type ColumnName = (typeof columns)[number];
/** On a phone one column is shown: the address says which. */
const spec = { column: columns } as const;

/** What the shift has in hand, by status: side by side, or one column at a time on a phone. */
export function Board() {
  const { t } = useI18n();
  const { board, error, refresh } = useBoard();
  const { filters, set } = useFilters(spec);
  const now = useSiteNow(board?.ahead ?? 0);
  const moving = useMoves();

  if (!board) {
    return error ? (
      <AdminFailure error={error} onRetry={refresh} />
    ) : (
      <Skeleton className="h-96 rounded-xl" />
    );
  }
  const cards = (name: ColumnName) => {
    if (name === ENDED) return board.orders.filter((card) => !isActive(card.status));
    return board.orders.filter((card) => card.status === name).sort(byUrgency);
  };
  const titleOf = (name: ColumnName) => (name === ENDED ? t('board.ended') : t(`status.${name}`));
  return (
    <>
      {error !== undefined && (
        <div className="mb-4">
          <Notice>{t('board.offline')}</Notice>
        </div>
      )}
      <div className="mb-3 md:hidden">
        <Chips
          label={t('board.columns')}
          options={columns.map((name) => ({
            value: name,
            name: titleOf(name),
            ...(name !== ENDED && { count: board.counts[name] ?? 0 }),
          }))}
          value={filters.column}
          onChange={(column) => set({ column })}
        />
      </div>
      <section
        aria-label={t('board.columns')}
        className="-mx-4 flex gap-3 overflow-x-auto px-4 pb-4 -outline-offset-2 sm:-mx-6 sm:px-6 lg:-mx-8 lg:px-8"
      >
        {columns.map((name) => {
          const shown = cards(name);
          const count = name === ENDED ? shown.length : (board.counts[name] ?? 0);
          const more = count - shown.length;
          return (
            <section
              key={name}
              aria-labelledby={`column-${name}`}
              data-testid={`column-${name}`}
              className={clsx(
                'min-w-0 grow basis-full md:block md:shrink-0',
                shown.length > 0 ? 'md:w-52 md:basis-52' : 'md:w-28 md:basis-28 md:grow-0',
                name === filters.column ? 'block' : 'hidden',
              )}
            >
              <h2
                id={`column-${name}`}
                className="mb-2.5 hidden items-baseline gap-2 px-1 text-base md:flex"
              >
                {titleOf(name)}
                <span className="num text-muted">{count}</span>
              </h2>
              {shown.length === 0 && (
                <p className="rounded-xl border border-dashed border-line-strong px-3 py-6 text-center text-sm text-muted">
                  {t('board.none')}
                </p>
              )}
              <ul className="grid gap-3">
                {shown.map((card) => (
                  <li key={card.id}>
                    <BoardCard card={card} now={now} {...moving.of(card)} />
                  </li>
                ))}
              </ul>
              {more > 0 && (
                <Link
                  href={`/admin/orders?view=table&status=${name}`}
                  className="mt-3 block rounded-lg py-2.5 text-center text-sm font-semibold text-accent-ink hover:underline"
                >
                  {t('board.moreOf', { count: more })}
                </Link>
              )}
            </section>
          );
        })}
      </section>
    </>
  );
}

/** Moving cards along: which is under way, and why one was refused. */
function useMoves() {
  const i18n = useI18n();
  const { t } = i18n;
  const { apply, refresh } = useBoard();
  const [busy, setBusy] = useState<ReadonlySet<number>>(new Set());
  const [refusals, setRefusals] = useState<ReadonlyMap<number, string>>(new Map());

  function without(map: ReadonlyMap<number, string>, id: number) {
    return new Map([...map].filter(([known]) => known !== id));
  }

  async function move(card: Card, to: OrderStatus) {
    setBusy((ids) => new Set([...ids, card.id]));
    setRefusals((map) => without(map, card.id));
    try {
      const { order } = await adminApi.changeOrder(card.id, { status: to, seen: card.seen });
      apply(order);
      toast(t('one.moved', { number: card.number, status: t(`status.${order.status}`) }));
    } catch (failure) {
      const code = failure instanceof ApiError ? failure.code : '';
      const text = isKnownRefusal(code) ? t(`change.refused.${code}`) : problemText(i18n, failure);
      setRefusals((map) => new Map([...map, [card.id, text]]));
      refresh();
    } finally {
      setBusy((ids) => new Set([...ids].filter((id) => id !== card.id)));
    }
  }

  return {
    of: (card: Card) => ({
      busy: busy.has(card.id),
      refusal: refusals.get(card.id),
      onMove: (moved: Card, to: OrderStatus) => void move(moved, to),
    }),
  };
}
