'use client';
import { ChevronsUpDown, Keyboard, KeyRound, LogOut } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useSWRConfig } from 'swr';
import { adminApi } from '@/lib/client/admin-api';
import { problemText } from '@/lib/client/problem-text';
import type { StaffMember } from '@/lib/client/use-staff';
import { useI18n } from '@/lib/messages/provider';
import { Menu } from '../../ui/menu';
import { toast } from '../../ui/toast-store';

interface Props {
  who: StaffMember;
  onShortcuts(): void;
  side: 'top' | 'bottom';
}

/** Who is signed in; own access, shortcuts, leaving. */
export function AccountMenu({ who, onShortcuts, side }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const router = useRouter();
  const { mutate } = useSWRConfig();

  async function leave() {
    try {
      await adminApi.signOut();
    } catch (error) {
      // Still signed in: saying otherwise would leave the door open.
      toast(problemText(i18n, error), 'bad');
      return;
    }
    router.push('/admin');
    await mutate(() => true, undefined, { revalidate: false });
  }

  return (
    <Menu
      side={side}
      trigger={
        <button
          type="button"
          className="flex min-h-11 w-full items-center gap-2.5 rounded-md px-2 text-start hover:bg-sunken"
        >
          <span
            aria-hidden="true"
            className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent-soft font-bold text-accent-ink uppercase"
          >
            {who.name.trim().slice(0, 1) || '?'}
          </span>
          {/* The name is what is written there: a label of its own would differ from it. */}
          <span className="sr-only min-w-0 grow lg:not-sr-only">
            <span className="sr-only">{`${t('frame.account')}: `}</span>
            <span className="block truncate font-semibold">{who.name}</span>
            <span className="block text-sm text-muted">{t(`role.${who.role}`)}</span>
          </span>
          <ChevronsUpDown aria-hidden="true" className="hidden size-4 text-muted lg:block" />
        </button>
      }
      head={
        <>
          <p className="font-semibold">{who.name}</p>
          <p className="text-muted">{who.email}</p>
          <p className="text-muted lg:hidden">{t(`role.${who.role}`)}</p>
        </>
      }
      items={[
        {
          name: t('frame.access'),
          icon: <KeyRound aria-hidden="true" className="size-5" />,
          href: '/admin/settings?tab=access',
        },
        {
          name: t('frame.shortcuts'),
          icon: <Keyboard aria-hidden="true" className="size-5" />,
          onSelect: onShortcuts,
        },
        {
          name: t('admin.leave'),
          icon: <LogOut aria-hidden="true" className="size-5" />,
          onSelect: () => void leave(),
        },
      ]}
    />
  );
}
