'use client';
import clsx from 'clsx';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useSWRConfig } from 'swr';
import { adminApi } from '@/lib/client/admin-api';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Pot } from '../ui/pot';

/** Header and content of the staff's pages. */
export function AdminFrame({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  const path = usePathname();
  const router = useRouter();
  const { mutate } = useSWRConfig();
  const links = [
    { href: '/admin/orders', name: t('admin.orders') },
    { href: '/admin/promo-codes', name: t('promoAdmin.title') },
    { href: '/admin/overview', name: t('overview.title') },
    { href: '/admin/what-if', name: t('whatIf.title') },
    { href: '/admin/settings', name: t('admin.settings') },
  ];

  async function leave() {
    await adminApi.signOut().catch(() => undefined);
    await mutate(() => true, undefined, { revalidate: false });
    router.push('/admin');
  }

  return (
    <>
      <header className="border-b border-line bg-surface">
        <div className="mx-auto flex min-h-16 max-w-6xl flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 sm:px-6">
          <Link
            href="/"
            aria-label={t('admin.site')}
            className="me-auto flex items-center gap-2 sm:me-0"
          >
            <Pot className="size-9" />
          </Link>
          <nav
            aria-label={t('nav.label')}
            className="no-scrollbar order-last -mx-1 flex w-full gap-1 overflow-x-auto px-1 py-0.5 sm:order-none sm:me-auto sm:w-auto"
          >
            {links.map(({ href, name }) => (
              <Link
                key={href}
                href={href}
                aria-current={path.startsWith(href) ? 'page' : undefined}
                className={clsx(
                  'flex h-11 items-center rounded-md px-3.5 font-semibold whitespace-nowrap',
                  path.startsWith(href) ? 'bg-accent-soft text-accent-ink' : 'hover:bg-sunken',
                )}
              >
                {name}
              </Link>
            ))}
          </nav>
          <Button look="ghost" size="sm" onClick={() => void leave()}>
            {t('admin.leave')}
          </Button>
        </div>
      </header>
      <main className="mx-auto max-w-6xl px-4 pt-6 pb-16 sm:px-6">{children}</main>
    </>
  );
}
