'use client';
import Link from 'next/link';
import { useMenu } from '@/lib/client/hooks';
import { useI18n } from '@/lib/messages/provider';
import { LanguageChoice, ThemeChoice } from './preferences';

/** Who cooks, where to pick up, look and language. */
export function Footer() {
  const { t } = useI18n();
  // Shown as soon as anybody has asked for the menu; not worth a request of its own.
  const { data: menu } = useMenu({ revalidateOnMount: false, revalidateOnFocus: false });
  return (
    <footer className="mt-14 border-t sm:mt-20 border-line">
      <div className="mx-auto flex max-w-6xl flex-wrap items-end justify-between gap-6 px-4 pt-8 pb-10 text-sm text-muted sm:px-6">
        <div>
          <p className="font-semibold text-ink">{t('brand.name')}</p>
          <p className="mt-1">{t('footer.about')}</p>
          {menu?.delivery.pickupAddress && (
            <p className="mt-1">{t('footer.pickup', { address: menu.delivery.pickupAddress })}</p>
          )}
          <p className="mt-3 flex flex-wrap gap-x-5">
            <Link
              href="/docs"
              prefetch={false}
              className="inline-flex min-h-9 items-center underline decoration-1 underline-offset-4 hover:text-ink"
            >
              {t('footer.programme')}
            </Link>
            {(['offer', 'privacy'] as const).map((slug) => (
              <Link
                key={slug}
                href={`/${slug}`}
                prefetch={false}
                className="inline-flex min-h-9 items-center underline decoration-1 underline-offset-4 hover:text-ink"
              >
                {t(`legal.${slug}`)}
              </Link>
            ))}
          </p>
        </div>
        <div className="flex flex-wrap gap-4">
          <ThemeChoice />
          <LanguageChoice />
        </div>
      </div>
    </footer>
  );
}
