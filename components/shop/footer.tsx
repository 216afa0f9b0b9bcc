'use client';
import { useMe, useMenu } from '@/lib/client/hooks';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { LanguageChoice, ThemeChoice } from './preferences';
import { useSignOut } from './sign-out';

/** Who cooks, where to pick up, look and language. */
export function Footer() {
  const { t } = useI18n();
  const { data: menu } = useMenu();
  const { signedIn } = useMe();
  const signOut = useSignOut();
  return (
    <footer className="mt-20 border-t border-line">
      <div className="mx-auto flex max-w-6xl flex-wrap items-end justify-between gap-6 px-4 pt-8 pb-28 text-sm text-muted sm:px-6 lg:pb-10">
        <div>
          <p className="font-semibold text-ink">{t('brand.name')}</p>
          <p className="mt-1">{t('footer.about')}</p>
          {menu?.delivery.pickupAddress && (
            <p className="mt-1">{t('footer.pickup', { address: menu.delivery.pickupAddress })}</p>
          )}
        </div>
        <div className="flex flex-wrap gap-4">
          <ThemeChoice />
          <LanguageChoice />
          {signedIn && (
            <Button
              look="outline"
              size="sm"
              className="self-end sm:hidden"
              onClick={() => void signOut()}
            >
              {t('nav.signOut')}
            </Button>
          )}
        </div>
      </div>
    </footer>
  );
}
