'use client';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import type { MenuAnswer, MenuItemView } from '@/lib/api/answers';
import { useCart } from '@/lib/client/cart-store';
import { useMenu } from '@/lib/client/hooks';
import { useI18n } from '@/lib/messages/provider';
import { Coin } from '../ui/amounts';
import { Skeleton } from '../ui/skeleton';
import { EmptyState, ErrorState } from '../ui/states';
import { CartBar } from './cart-bar';
import { CartPanel } from './cart-panel';
import { CategoryNav } from './category-nav';
import { DishCard } from './dish-card';

const DishWindow = dynamic(() => import('./dish-window'), { ssr: false });

/** The menu: sections of dishes, the dish window, and the cart at hand. */
export function MenuScreen() {
  const { data: menu, error, mutate } = useMenu();
  if (!menu) {
    return (
      <>
        <Hero menu={undefined} />
        {error ? <ErrorState error={error} onRetry={() => void mutate()} /> : <Loading />}
      </>
    );
  }
  return (
    <>
      <Hero menu={menu} />
      <Sections menu={menu} />
    </>
  );
}

/** Stable names of sections for links. */
export function sectionId(index: number): string {
  return `section-${index + 1}`;
}

function Sections({ menu }: { menu: MenuAnswer }) {
  const { t } = useI18n();
  const [chosen, setChosen] = useState<MenuItemView | null>(null);
  const cart = useCart();
  const inCart = useMemo(() => {
    const counts = new Map<number, number>();
    for (const { menuItemId, quantity } of cart.lines) {
      counts.set(menuItemId, (counts.get(menuItemId) ?? 0) + quantity);
    }
    return counts;
  }, [cart.lines]);

  const filled = menu.categories.filter((category) => category.items.length > 0);
  if (filled.length === 0) {
    return <EmptyState title={t('menu.empty')} text={t('menu.emptyText')} />;
  }
  return (
    <>
      <CategoryNav names={filled.map((category) => category.name)} />
      <div className="gap-10 lg:grid lg:grid-cols-[1fr_19rem]">
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
              <ul className="grid grid-cols-2 gap-x-3 gap-y-5 sm:grid-cols-3 sm:gap-x-5 sm:gap-y-8 xl:grid-cols-4">
                {category.items.map((item) => (
                  <DishCard
                    key={item.id}
                    item={item}
                    inCart={inCart.get(item.id) ?? 0}
                    eager={index === 0}
                    onChoose={() => setChosen(item)}
                  />
                ))}
              </ul>
            </section>
          ))}
        </div>
        <CartPanel menu={menu} />
      </div>
      <CartBar menu={menu} />
      {chosen && <DishWindow item={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

function Hero({ menu }: { menu: MenuAnswer | undefined }) {
  const { t } = useI18n();
  const best = menu?.loyalty.enabled
    ? Math.max(...menu.loyalty.tiers.map((tier) => tier.earnPercent))
    : null;
  return (
    <div className="mt-4 mb-2 flex items-center gap-4 overflow-hidden rounded-xl bg-tile ps-5 sm:mt-6 sm:ps-10">
      <div className="min-w-0 flex-1 py-6 sm:py-10">
        <h1 className="text-2xl sm:text-3xl">{t('menu.hello')}</h1>
        <p className="mt-2 max-w-sm text-sm text-muted sm:text-base">{t('menu.lead')}</p>
        <p className="mt-4 flex min-h-6 items-center gap-2 text-sm font-semibold text-honey-ink">
          {best !== null && (
            <>
              <Coin />
              {t('menu.promise', { percent: best })}
            </>
          )}
        </p>
      </div>
      {/* biome-ignore lint/performance/noImgElement: an SVG gains nothing from the optimizer */}
      <img
        src="/menu/hero.svg"
        alt=""
        width={500}
        height={390}
        fetchPriority="high"
        className="-me-6 h-auto w-38 shrink-0 self-end sm:me-4 sm:w-80"
      />
    </div>
  );
}

function Loading() {
  const { t } = useI18n();
  return (
    <div role="status" className="pt-6">
      <span className="sr-only">{t('common.loading')}</span>
      <div className="mb-8 flex gap-2 overflow-hidden">
        {[88, 72, 96, 80, 120].map((width) => (
          <span key={width} style={{ width }} className="shrink-0">
            <Skeleton className="h-10 rounded-full" />
          </span>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-x-3 gap-y-5 sm:grid-cols-3 sm:gap-5 lg:pe-86">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <div key={key}>
            <Skeleton className="aspect-[6/5] rounded-xl" />
            <Skeleton className="mt-3 h-5 w-3/4" />
            <Skeleton className="mt-2 h-4 w-1/3" />
          </div>
        ))}
      </div>
    </div>
  );
}
