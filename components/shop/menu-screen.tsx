'use client';
import dynamic from 'next/dynamic';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useSWRConfig } from 'swr';
import type { MenuAnswer, MenuItemView } from '@/lib/api/answers';
import { paths } from '@/lib/client/api';
import { useCart } from '@/lib/client/cart-store';
import { useMenu } from '@/lib/client/hooks';
import { rememberMenu } from '@/lib/client/menu-memory';
import { useI18n } from '@/lib/messages/provider';
import { EmptyState, ErrorState } from '../ui/states';
import { CartBar } from './cart-bar';
import { CartPanel } from './cart-panel';
import { CategoryNav } from './category-nav';
import { ClosedNotice } from './closed-notice';
import { DishCard } from './dish-card';
import { Hero } from './hero';
import { findDishes, MenuSearch } from './menu-search';
import { MenuSkeleton } from './menu-skeleton';

const DishWindow = dynamic(() => import('./dish-window'), { ssr: false });

/** The menu: search, sections of dishes, the dish window, and the cart at hand. */
export function MenuScreen({ initial }: { initial: MenuAnswer | null }) {
  const { mutate } = useSWRConfig();
  const answer = useMenu(
    initial ? { fallbackData: initial, revalidateOnMount: false, revalidateIfStale: false } : {},
  );
  useEffect(() => {
    if (!initial) return;
    // What the server just read is the newest there is, for the other pages too.
    void mutate(paths.menu, initial, { revalidate: false });
    rememberMenu(initial);
  }, [initial, mutate]);

  const menu = answer.data;
  if (!menu) {
    return (
      <>
        <Hero menu={undefined} />
        {answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.mutate()} />
        ) : (
          <MenuSkeleton />
        )}
      </>
    );
  }
  return (
    <>
      <Hero menu={menu} />
      <ClosedNotice menu={menu} />
      <Dishes menu={menu} />
    </>
  );
}

/** Stable names of sections for links. */
export function sectionId(index: number): string {
  return `section-${index + 1}`;
}

const grid = 'grid grid-cols-2 gap-x-3 gap-y-5 sm:grid-cols-3 sm:gap-x-5 sm:gap-y-8 xl:grid-cols-4';

function Dishes({ menu }: { menu: MenuAnswer }) {
  const { t } = useI18n();
  const [chosen, setChosen] = useState<MenuItemView | null>(null);
  const [search, setSearch] = useState('');
  // Typing stays fluent while the list follows.
  const wanted = useDeferredValue(search.trim());
  const cart = useCart();
  const inCart = useMemo(() => {
    const counts = new Map<number, number>();
    for (const { menuItemId, quantity } of cart.lines) {
      counts.set(menuItemId, (counts.get(menuItemId) ?? 0) + quantity);
    }
    return counts;
  }, [cart.lines]);

  const filled = useMemo(() => menu.categories.filter((c) => c.items.length > 0), [menu]);
  const names = useMemo(() => filled.map((category) => category.name), [filled]);
  if (filled.length === 0) {
    return <EmptyState title={t('menu.empty')} text={t('menu.emptyText')} />;
  }
  const card = (item: MenuItemView, eager: boolean) => (
    <DishCard
      key={item.id}
      item={item}
      inCart={inCart.get(item.id) ?? 0}
      eager={eager}
      onChoose={() => setChosen(item)}
    />
  );
  const found = wanted ? findDishes(menu, wanted) : null;
  return (
    <>
      <MenuSearch text={search} onChange={setSearch} />
      {!found && <CategoryNav names={names} />}
      <p role="status" className={found?.length ? 'my-5 text-sm text-muted' : 'sr-only'}>
        {found && t('menu.found', { count: found.length })}
      </p>
      <div className="gap-10 lg:grid lg:grid-cols-[1fr_19rem]">
        {found ? (
          <Found found={found.map((item) => card(item, true))} />
        ) : (
          <div className="grid gap-12">
            {filled.map((category, index) => (
              <section
                key={category.name}
                id={sectionId(index)}
                aria-labelledby={`${sectionId(index)}-title`}
              >
                <h2 id={`${sectionId(index)}-title`} className="mb-4 text-xl sm:text-2xl">
                  {category.name}
                </h2>
                <ul className={grid}>{category.items.map((item) => card(item, index === 0))}</ul>
              </section>
            ))}
          </div>
        )}
        <CartPanel menu={menu} />
      </div>
      <CartBar menu={menu} />
      {chosen && <DishWindow item={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function Found({ found }: { found: React.ReactNode[] }) {
  const { t } = useI18n();
  if (found.length === 0) {
    return <EmptyState title={t('menu.notFound')} text={t('menu.notFoundText')} />;
  }
  return (
    <section aria-label={t('menu.search')}>
      <ul className={grid}>{found}</ul>
    </section>
  );
}
