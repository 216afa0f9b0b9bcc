'use client';
import clsx from 'clsx';
import { ListOrdered, Plus, Search } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import type { StaffDishView, StaffMenuAnswer } from '@/lib/api/menu-answers';
import {
  type DishFilter,
  dishFilters,
  findInMenu,
  menuAdminApi,
  menuPaths,
} from '@/lib/client/menu-admin';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Input } from '../../ui/field';
import { Skeleton } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { toast } from '../../ui/toast-store';
import { AdminFailure } from '../failure';
import { CategoriesWindow } from './categories-window';
import { DishFormWindow } from './dish-form-window';
import { DishRow } from './dish-row';

type Open = { window: 'categories' } | { window: 'dish'; dish: StaffDishView | null } | null;

/** The whole menu as staff see it: what is there, what has run out, what is off it. */
export function AdminMenu() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<DishFilter>('');
  const [open, setOpen] = useState<Open>(null);
  const { data, error, mutate } = useSWR<StaffMenuAnswer>(menuPaths.root, menuAdminApi.menu);

  /** A change of one tap; what cannot be done is told, and the menu read again. */
  async function change(work: () => Promise<unknown>, done?: string) {
    try {
      await work();
      if (done) toast(done);
    } catch (failure) {
      toast(problemText(i18n, failure), 'bad');
    } finally {
      await mutate();
    }
  }

  const setAvailable = (dish: StaffDishView, available: boolean) =>
    change(
      () => menuAdminApi.setAvailable(dish.id, available),
      t(available ? 'menuAdmin.nowIn' : 'menuAdmin.nowOut', { name: dish.name }),
    );

  const close = () => setOpen(null);
  const categories = data ? findInMenu(data, search, filter) : [];
  const names = data?.categories.map((c) => c.name) ?? [];
  return (
    <>
      <div className="grid grid-cols-2 items-center gap-3 sm:flex">
        <h1 className="col-span-2 me-auto text-2xl">{t('menuAdmin.title')}</h1>
        <Button look="outline" disabled={!data} onClick={() => setOpen({ window: 'categories' })}>
          <ListOrdered aria-hidden="true" className="size-5" />
          {t('menuAdmin.categories')}
        </Button>
        <Button
          disabled={names.length === 0}
          onClick={() => setOpen({ window: 'dish', dish: null })}
        >
          <Plus aria-hidden="true" className="size-5" />
          {t('menuAdmin.new')}
        </Button>
      </div>
      <div className="relative mt-5">
        <Search aria-hidden="true" className="absolute start-4 top-3.5 size-5 text-muted" />
        <Input
          label={t('menuAdmin.search')}
          hideLabel
          type="search"
          placeholder={t('menuAdmin.search')}
          className="ps-12"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <FilterChoice value={filter} onChange={setFilter} />
      {!data &&
        (error ? (
          <AdminFailure error={error} onRetry={() => void mutate()} />
        ) : (
          <Skeleton className="mt-5 h-96 rounded-xl" />
        ))}
      {data && names.length === 0 && (
        <EmptyState title={t('menuAdmin.empty')} text={t('menuAdmin.emptyText')} />
      )}
      {names.length > 0 && categories.length === 0 && (
        <EmptyState
          title={t(
            search.trim() || filter === ''
              ? 'menuAdmin.none'
              : filter === 'out'
                ? 'menuAdmin.noneOut'
                : 'menuAdmin.noneRemoved',
          )}
        />
      )}
      <div className="mt-6 grid gap-8">
        {categories.map(({ name, dishes }) => (
          <section key={name} aria-label={name}>
            <h2 className="mb-3 text-lg">{name}</h2>
            {dishes.length === 0 ? (
              <p className="text-sm text-muted">{t('menuAdmin.emptyCategory')}</p>
            ) : (
              <ul className="card divide-y divide-line px-4 sm:px-5">
                {dishes.map((dish, i) => (
                  <DishRow
                    key={dish.id}
                    dish={dish}
                    // Among found ones only, places would mean nothing.
                    {...(search.trim() === '' && filter === ''
                      ? {
                          onMove: (direction: 'up' | 'down') =>
                            void change(() => menuAdminApi.move(dish.id, direction)),
                        }
                      : {})}
                    isFirst={i === 0}
                    isLast={i === dishes.length - 1}
                    onEdit={() => setOpen({ window: 'dish', dish })}
                    onAvailable={(available) => setAvailable(dish, available)}
                  />
                ))}
              </ul>
            )}
          </section>
        ))}
      </div>
      {open?.window === 'dish' && (
        <DishFormWindow
          dish={open.dish}
          categories={names}
          onClose={close}
          onDone={() => void mutate()}
        />
      )}
      {open?.window === 'categories' && data && (
        <CategoriesWindow menu={data} onClose={close} onDone={() => void mutate()} />
      )}
    </>
  );
}

function FilterChoice(props: { value: DishFilter; onChange(value: DishFilter): void }) {
  const { value, onChange } = props;
  const { t } = useI18n();
  return (
    <nav
      aria-label={t('menuAdmin.filter')}
      className="no-scrollbar -mx-4 mt-4 overflow-x-auto px-4"
    >
      <ul className="flex gap-2">
        {dishFilters.map((filter) => (
          <li key={filter}>
            <button
              type="button"
              aria-pressed={value === filter}
              onClick={() => onChange(filter)}
              className={clsx(
                'h-10 rounded-full px-4 text-sm font-semibold whitespace-nowrap',
                value === filter ? 'bg-ink text-paper' : 'bg-sunken hover:bg-line',
              )}
            >
              {t(`menuAdmin.filter.${filter || 'all'}`)}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
