'use client';
import type { MenuAnswer } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import { Coin } from '../ui/amounts';

/** The greeting over the menu, with what the best tier gives back. */
export function Hero({ menu }: { menu: MenuAnswer | undefined }) {
  const { t } = useI18n();
  const best = menu?.loyalty.enabled
    ? Math.max(...menu.loyalty.tiers.map((tier) => tier.earnPercent))
    : null;
  return (
    <div className="mt-4 mb-2 flex items-center gap-4 overflow-hidden rounded-xl bg-tile ps-5 sm:mt-6 sm:ps-10">
      <div className="min-w-0 flex-1 py-5 sm:py-10">
        <h1 className="text-2xl sm:text-3xl">{t('menu.hello')}</h1>
        <p className="mt-2 hidden text-muted sm:block">{t('menu.lead')}</p>
        <p className="mt-2 flex min-h-10 items-start gap-2 text-sm font-semibold text-honey-ink sm:mt-4 sm:min-h-6">
          {best !== null && (
            <>
              <Coin className="mt-0.5 size-4.5" />
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
        className="me-1 h-auto w-32 shrink-0 self-end sm:me-4 sm:w-80"
      />
    </div>
  );
}
