'use client';
import {
  Ellipsis,
  KeyRound,
  MonitorSmartphone,
  Pencil,
  Plus,
  UserRoundCheck,
  UserRoundX,
} from 'lucide-react';
import { useState } from 'react';
import useSWR from 'swr';
import type { StaffListAnswer, StaffView } from '@/lib/api/staff-answers';
import { problemText } from '@/lib/client/problem-text';
import { staffAdminApi, staffPaths } from '@/lib/client/staff-admin';
import { useStaff } from '@/lib/client/use-staff';
import { useI18n } from '@/lib/messages/provider';
import { Badge } from '../../ui/badge';
import { Button, IconButton } from '../../ui/button';
import { ConfirmWindow } from '../../ui/confirm-window';
import { Menu } from '../../ui/menu';
import { toast } from '../../ui/toast-store';
import { Window } from '../../ui/window';
import { type Column, DataTable } from '../data-table';
import { PasswordWindow, type ShownPassword } from './password-window';
import { SessionsList } from './sessions-list';
import { StaffWindow } from './staff-window';

type Open =
  | { window: 'add' }
  | { window: 'edit' | 'sessions' | 'password' | 'off'; member: StaffView }
  | { window: 'shown'; shown: ShownPassword }
  | null;

/** Who has an account: added, changed, switched off; always with an owner left. */
export function StaffTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const { who } = useStaff();
  const [open, setOpen] = useState<Open>(null);
  const { data, error, mutate } = useSWR<StaffListAnswer>(staffPaths.staff, staffAdminApi.list);
  const version = data?.version ?? 0;

  async function turnOn(member: StaffView) {
    try {
      await staffAdminApi.edit(member.id, { version, active: true });
      toast(t('staff.turnedOn', { name: member.name }));
    } catch (failure) {
      toast(problemText(i18n, failure), 'bad');
    } finally {
      await mutate();
    }
  }

  const icon = 'size-5';
  const named = ({ id, name, email }: StaffView) => (
    <div className="min-w-0">
      <p className="font-semibold">
        {name}
        {id === who?.id && <span className="font-normal text-muted"> · {t('staff.you')}</span>}
      </p>
      <p className="text-sm break-all text-muted">{email}</p>
    </div>
  );
  const role = ({ role: is }: StaffView) => (
    <Badge tone={is === 'owner' ? 'accent' : 'plain'}>{t(`role.${is}`)}</Badge>
  );
  const state = ({ active }: StaffView) => (
    <Badge tone={active ? 'good' : 'bad'}>{t(active ? 'staff.on' : 'staff.off')}</Badge>
  );
  const actions = (member: StaffView) => (
    <Menu
      trigger={
        <IconButton label={t('staff.actionsOf', { name: member.name })}>
          <Ellipsis aria-hidden="true" className="size-5.5" />
        </IconButton>
      }
      items={[
        {
          name: t('staff.edit'),
          icon: <Pencil aria-hidden="true" className={icon} />,
          onSelect: () => setOpen({ window: 'edit', member }),
        },
        {
          name: t('staff.sessions'),
          icon: <MonitorSmartphone aria-hidden="true" className={icon} />,
          onSelect: () => setOpen({ window: 'sessions', member }),
        },
        {
          name: t('staff.newPassword'),
          icon: <KeyRound aria-hidden="true" className={icon} />,
          onSelect: () => setOpen({ window: 'password', member }),
        },
        member.active
          ? {
              name: t('staff.turnOff'),
              icon: <UserRoundX aria-hidden="true" className={icon} />,
              bad: true,
              onSelect: () => setOpen({ window: 'off', member }),
            }
          : {
              name: t('staff.turnOn'),
              icon: <UserRoundCheck aria-hidden="true" className={icon} />,
              onSelect: () => void turnOn(member),
            },
      ]}
    />
  );
  const columns: Column<StaffView>[] = [
    { id: 'name', head: t('staff.name'), cell: named },
    { id: 'role', head: t('staff.role'), cell: role },
    { id: 'state', head: t('staff.state'), cell: state },
    {
      id: 'actions',
      head: t('staff.actions'),
      quiet: true,
      cell: (member) => <div className="text-end">{actions(member)}</div>,
    },
  ];

  const close = () => setOpen(null);
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-prose text-sm text-muted">{t('staff.lead')}</p>
        <Button onClick={() => setOpen({ window: 'add' })}>
          <Plus aria-hidden="true" className="size-5" />
          {t('staff.add')}
        </Button>
      </div>
      <div className="mt-4">
        <DataTable
          caption={t('staff.title')}
          columns={columns}
          rows={data?.staff}
          rowId={({ email }) => email}
          card={(member) => (
            <>
              <div className="flex items-start justify-between gap-2">
                {named(member)}
                <div className="-me-2 -mt-2">{actions(member)}</div>
              </div>
              <div className="flex flex-wrap gap-2">
                {role(member)}
                {!member.active && state(member)}
              </div>
            </>
          )}
          error={error}
          onRetry={() => void mutate()}
          empty={{ title: t('staff.none') }}
        />
      </div>
      {open?.window === 'add' && (
        <StaffWindow
          member={null}
          version={version}
          onClose={close}
          onDone={() => void mutate()}
          onPassword={(shown) => setOpen({ window: 'shown', shown })}
        />
      )}
      {open?.window === 'edit' && (
        <StaffWindow
          member={open.member}
          version={version}
          onClose={close}
          onDone={() => void mutate()}
          onPassword={(shown) => setOpen({ window: 'shown', shown })}
        />
      )}
      {open?.window === 'sessions' && (
        <Window
          open
          size="md"
          onOpenChange={close}
          title={t('staff.sessionsOf', { name: open.member.name })}
        >
          <SessionsList path={staffPaths.sessionsOf(open.member.id)} />
        </Window>
      )}
      {open?.window === 'password' && (
        <ConfirmWindow
          key="password"
          title={t('staff.newPasswordTitle', { name: open.member.name })}
          lead={t('staff.newPasswordLead')}
          action={t('staff.newPasswordAction')}
          // Closed by what it opens.
          onClose={() => setOpen((now) => (now?.window === 'password' ? null : now))}
          onConfirm={async () => {
            const { member, password } = await staffAdminApi.drawPassword(open.member.id);
            setOpen({ window: 'shown', shown: { ...member, password } });
            await mutate();
          }}
        />
      )}
      {open?.window === 'off' && (
        <ConfirmWindow
          key="off"
          title={t('staff.turnOffTitle', { name: open.member.name })}
          lead={t('staff.turnOffLead')}
          action={t('staff.turnOff')}
          bad
          onClose={close}
          onConfirm={async () => {
            await staffAdminApi.edit(open.member.id, { version, active: false });
            toast(t('staff.turnedOff', { name: open.member.name }));
            await mutate();
          }}
        />
      )}
      {open?.window === 'shown' && <PasswordWindow shown={open.shown} onClose={close} />}
    </>
  );
}
