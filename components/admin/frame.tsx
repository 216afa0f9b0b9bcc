'use client';
import * as Dialog from '@radix-ui/react-dialog';
import clsx from 'clsx';
import { BookOpen, Menu as MenuIcon, X } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, Suspense, useState } from 'react';
import { type Staff, useStaff } from '@/lib/client/use-staff';
import type { StaffRole } from '@/lib/customers/roles';
import { useI18n } from '@/lib/messages/provider';
import { IconButton } from '../ui/button';
import { Pot } from '../ui/pot';
import { Skeleton } from '../ui/skeleton';
import { EmptyState } from '../ui/states';
import { AdminFailure } from './failure';
import { AccountMenu } from './frame/account-menu';
import { sections } from './frame/sections';
import { Shortcuts, useShortcuts } from './frame/shortcuts';

interface Props {
  children: ReactNode;
  /** The least role that may see the page; the others are told so. */
  least?: StaffRole;
  /** Takes the whole width: boards. */
  wide?: boolean;
}

/** What stands around every staff page: sections by role, who is signed in, shortcuts. */
export function AdminFrame({ children, least = 'operator', wide = false }: Props) {
  const staff = useStaff();
  const { t } = useI18n();
  const router = useRouter();
  const [help, setHelp] = useState(false);
  const mine = sections.filter((section) => staff.can(section.least));
  useShortcuts(
    mine.map(({ keys, name, href }) => ({
      keys,
      name: t('keys.go', { name: t(name) }),
      run: () => router.push(href),
    })),
  );
  const account = (side: 'top' | 'bottom') =>
    staff.who && <AccountMenu who={staff.who} side={side} onShortcuts={() => setHelp(true)} />;

  return (
    <div className="lg:ps-60 print:ps-0">
      <a
        href="#content"
        className="fixed start-4 top-2 z-50 -translate-y-20 rounded-md bg-ink px-4 py-2 font-semibold text-paper focus:translate-y-0"
      >
        {t('nav.skip')}
      </a>
      <aside className="fixed inset-y-0 start-0 z-30 hidden w-60 flex-col border-e border-line bg-surface lg:flex print:hidden">
        <Brand className="px-5 pt-5 pb-4" />
        <SectionNav sections={mine} className="grow overflow-y-auto px-3 pb-3" />
        <div className="border-t border-line p-2">{account('top')}</div>
      </aside>
      <header className="sticky top-0 z-30 flex h-16 items-center gap-2 border-b border-line bg-paper/92 px-2 backdrop-blur-md sm:px-4 lg:hidden print:hidden">
        <NavDrawer sections={mine} />
        <Brand className="me-auto" />
        <div>{account('bottom')}</div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className={clsx(
          'mx-auto px-4 pt-6 pb-16 outline-none sm:px-6 lg:px-8',
          !wide && 'max-w-6xl',
        )}
      >
        {/* Pages keep their filters in the address, which only the browser knows. */}
        <Suspense>
          <Content staff={staff} least={least}>
            {children}
          </Content>
        </Suspense>
      </main>
      <Shortcuts open={help} onOpenChange={setHelp} />
    </div>
  );
}

function Content({
  staff,
  least,
  children,
}: {
  staff: Staff;
  least: StaffRole;
  children: ReactNode;
}) {
  const { t } = useI18n();
  if (staff.can(least)) return children;
  if (staff.role) {
    const text = t(`frame.closedText.${least}`, { role: t(`role.${staff.role}`) });
    return <EmptyState heading="h1" title={t('frame.closed')} text={text} />;
  }
  if (staff.error) return <AdminFailure error={staff.error} onRetry={staff.retry} />;
  return (
    <div role="status">
      <span className="sr-only">{t('common.loading')}</span>
      <Skeleton className="h-9 w-56" />
      <Skeleton className="mt-5 h-80 rounded-xl" />
    </div>
  );
}

function Brand({ className }: { className: string }) {
  const { t } = useI18n();
  return (
    <Link
      href="/"
      title={t('admin.site')}
      className={clsx('flex items-center gap-2.5 text-lg font-bold tracking-tight', className)}
    >
      <Pot className="size-9" />
      {t('brand.name')}
    </Link>
  );
}

interface NavProps {
  sections: typeof sections;
  className?: string;
  onGo?(): void;
}

function SectionNav({ sections: shown, className, onGo }: NavProps) {
  const path = usePathname();
  const { t } = useI18n();
  const link = 'flex h-11 items-center gap-3 rounded-md px-3 font-medium transition-colors';
  return (
    <nav aria-label={t('frame.nav')} className={className}>
      <ul className="grid gap-0.5">
        {shown.map(({ href, name, Icon }) => {
          const here = path === href || path.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                onClick={onGo}
                aria-current={here ? 'page' : undefined}
                className={clsx(
                  link,
                  here ? 'bg-accent-soft font-semibold text-accent-ink' : 'hover:bg-sunken',
                )}
              >
                <Icon aria-hidden="true" className="size-5" />
                {t(name)}
              </Link>
            </li>
          );
        })}
        <li className="mt-2 border-t border-line pt-2">
          <Link href="/docs" onClick={onGo} className={clsx(link, 'text-muted hover:bg-sunken')}>
            <BookOpen aria-hidden="true" className="size-5" />
            {t('frame.docs')}
          </Link>
        </li>
      </ul>
    </nav>
  );
}

/** The sections on a phone and a tablet. */
function NavDrawer({ sections: shown }: NavProps) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <IconButton label={t('frame.openNav')}>
          <MenuIcon aria-hidden="true" className="size-6" />
        </IconButton>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim animate-fade" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 start-0 z-50 flex w-72 max-w-[85vw] flex-col bg-surface p-3 shadow-float animate-fade outline-none"
        >
          <div className="mb-2 flex items-center justify-between ps-3">
            <Dialog.Title className="text-lg">{t('frame.nav')}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t('common.close')}>
                <X aria-hidden="true" className="size-5.5" />
              </IconButton>
            </Dialog.Close>
          </div>
          <SectionNav sections={shown} className="overflow-y-auto" onGo={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
