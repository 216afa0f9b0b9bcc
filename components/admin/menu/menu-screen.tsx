'use client';
import { ListOrdered, Plus } from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import type { StaffDishView, StaffMenuAnswer } from '@/lib/api/menu-answers';
import { dishFilters, findInMenu, menuAdminApi, menuPaths } from '@/lib/client/menu-admin';
import { problemText } from '@/lib/client/problem-text';
import { useFilters } from '@/lib/client/use-filters';
import { useStaff } from '@/lib/client/use-staff';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { toast } from '../../ui/toast-store';
import { AdminFailure } from '../failure';
import { Chips, SearchField } from '../list-parts';
import { CategoriesWindow } from './categories-window';
import { DishFormWindow } from './dish-form-window';
import { DishRow } from './dish-row';

const spec = { search: '', show: dishFilters };

type Open = { window: 'categories' } | { window: 'dish'; dish: StaffDishView | null } | null;

/** The whole menu as staff see it: what is there, what has run out, what is off it. */
export function AdminMenu() {
  const i18n = useI18n();
  const { t } = i18n;
  const { filters, set } = useFilters(spec);
  const { search, show: filter } = filters;
  const mayEdit = useStaff().can('manager');
  const [open, setOpen] = useState<Open>(null);
  const { data, error, mutate } = useSWR<StaffMenuAnswer>(menuPaths.root, menuAdminApi.menu);

  async function refresh() {
    await mutate();
  }

  /** A change of one tap; what cannot be done is told, and the menu read again. */
  async function change(work: () => Promise<unknown>, done?: string) {
    try {
      await work();
      if (done) toast(done);
    } catch (failure) {
      toast(problemText(i18n, failure), 'bad');
    } finally {
      await refresh();
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
        {mayEdit && (
          <>
            <Button
              look="outline"
              disabled={!data}
              onClick={() => setOpen({ window: 'categories' })}
            >
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
          </>
        )}
      </div>
      <div className="mt-5 mb-3">
        <SearchField
          label={t('menuAdmin.search')}
          placeholder={t('menuAdmin.search')}
          value={search}
          onChange={(text) => set({ search: text })}
        />
      </div>
      <Chips
        label={t('menuAdmin.filter')}
        options={dishFilters.map((value) => ({
          value,
          name: t(`menuAdmin.filter.${value || 'all'}`),
        }))}
        value={filter}
        onChange={(show) => set({ show })}
      />
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
            search || filter === ''
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
                    {...(mayEdit && search === '' && filter === ''
                      ? {
                          onMove: (direction: 'up' | 'down') =>
                            void change(() => menuAdminApi.move(dish.id, direction)),
                        }
                      : {})}
                    isFirst={i === 0}
                    isLast={i === dishes.length - 1}
                    {...(mayEdit && { onEdit: () => setOpen({ window: 'dish', dish }) })}
                    onAvailable={(available) => setAvailable(dish, available)}
                  />
                ))}
              </ul>
            )}
          </section>
        ))}
      </div>
      {open?.window === 'dish' && (
        <DishFormWindow dish={open.dish} categories={names} onClose={close} onDone={refresh} />
      )}
      {open?.window === 'categories' && data && (
        <CategoriesWindow menu={data} onClose={close} onDone={refresh} />
      )}
    </>
  );
}
