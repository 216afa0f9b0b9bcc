'use client';
import clsx from 'clsx';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { PromoCodesAnswer } from '@/lib/api/promo-answers';
import { type PromoListState, promoSorts, promoStates } from '@/lib/client/promo-admin';
import { useI18n } from '@/lib/messages/provider';
import { IconButton } from '../../ui/button';
import { Select } from '../../ui/field';

interface Choice<V> {
  value: V;
  onChange(value: V): void;
}

/** All, running, out of their dates, switched off. */
export function StateChoice({ value, onChange }: Choice<PromoListState['state']>) {
  const { t } = useI18n();
  return (
    <nav
      aria-label={t('promoAdmin.filter')}
      className="no-scrollbar -mx-4 mt-4 overflow-x-auto px-4"
    >
      <ul className="flex gap-2">
        {(['', ...promoStates] as const).map((state) => (
          <li key={state}>
            <button
              type="button"
              aria-pressed={value === state}
              onClick={() => onChange(state)}
              className={clsx(
                'h-10 rounded-full px-4 text-sm font-semibold whitespace-nowrap',
                value === state ? 'bg-ink text-paper' : 'bg-sunken hover:bg-line',
              )}
            >
              {state ? t(`promoAdmin.state.${state}`) : t('promoAdmin.all')}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export function SortChoice({ value, onChange }: Choice<PromoListState['sort']>) {
  const { t } = useI18n();
  return (
    <Select
      label={t('promoAdmin.sort')}
      hideLabel
      value={value}
      onChange={(event) => onChange(event.target.value as PromoListState['sort'])}
    >
      {promoSorts.map((sort) => (
        <option key={sort} value={sort}>
          {t(`promoAdmin.sort.${sort}`)}
        </option>
      ))}
    </Select>
  );
}

/** Nothing when there is one page only. */
export function Pages({
  answer: { page, limit, total },
  onPage,
}: {
  answer: Pick<PromoCodesAnswer, 'page' | 'limit' | 'total'>;
  onPage(page: number): void;
}) {
  const { t } = useI18n();
  const pages = Math.max(1, Math.ceil(total / limit));
  if (pages === 1 && page === 1) return null;
  return (
    <div className="mt-4 flex items-center justify-center gap-3">
      <IconButton
        label={t('promoAdmin.prev')}
        disabled={page <= 1}
        onClick={() => onPage(Math.min(page - 1, pages))}
      >
        <ChevronLeft aria-hidden="true" className="size-5.5" />
      </IconButton>
      <span className="num text-sm">{t('promoAdmin.pages', { page, pages })}</span>
      <IconButton
        label={t('promoAdmin.next')}
        disabled={page >= pages}
        onClick={() => onPage(page + 1)}
      >
        <ChevronRight aria-hidden="true" className="size-5.5" />
      </IconButton>
    </div>
  );
}
