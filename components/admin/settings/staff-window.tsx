'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { useState } from 'react';
import { type FieldError, useForm } from 'react-hook-form';
import type { StaffView } from '@/lib/api/staff-answers';
import { hasCode } from '@/lib/client/errors';
import { problemText } from '@/lib/client/problem-text';
import { type StaffForm, staffFormSchema } from '@/lib/client/settings-forms';
import { staffAdminApi } from '@/lib/client/staff-admin';
import { isAtLeast, staffRoles } from '@/lib/customers/roles';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { Input } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { RadioCards } from '../../ui/radio-cards';
import { toast } from '../../ui/toast-store';
import { FormWindow } from '../form-window';
import { useSaving } from '../use-saving';
import type { ShownPassword } from './password-window';
import { SettingsConflict } from './settings-conflict';

interface Props {
  /** null: a new one. */
  member: StaffView | null;
  version: number;
  onClose(): void;
  onDone(): void;
  /** A new account's password was drawn. */
  onPassword(shown: ShownPassword): void;
}

/** Gives somebody an account, or changes a name or role. */
export function StaffWindow({ member, version, onClose, onDone, onPassword }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const saving = useSaving();
  // Stays when the list is read again behind the window: the conflict is with this one.
  const [base, setBase] = useState(version);
  const form = useForm<StaffForm>({
    resolver: zodResolver(staffFormSchema),
    defaultValues: member ?? { name: '', email: '', role: 'operator' },
  });
  const { errors } = form.formState;
  const role = form.watch('role');
  const said = (error: FieldError | undefined) =>
    error && (error.type === 'server' ? error.message : t(error.message as MessageKey));

  const submit = form.handleSubmit((values) =>
    saving.send(
      async () => {
        if (member) {
          const { name } = values;
          await staffAdminApi.edit(member.id, { version: base, name, role: values.role });
          toast(t('staff.saved', { name }));
          onDone();
          onClose();
          return;
        }
        try {
          const added = await staffAdminApi.add(values);
          onDone();
          onPassword({ ...added.member, password: added.password });
        } catch (failure) {
          if (!hasCode(failure, 'EMAIL_TAKEN')) throw failure;
          const message = problemText(i18n, failure);
          form.setError('email', { type: 'server', message }, { shouldFocus: true });
        }
      },
      async () => {
        const fresh = await staffAdminApi.list();
        const now = fresh.staff.find(({ id }) => id === member?.id);
        setBase(fresh.version);
        if (now) form.reset(now, { keepDirtyValues: true });
        onDone();
      },
    ),
  );

  return (
    <FormWindow
      size="md"
      title={member ? t('staff.editTitle', { name: member.name }) : t('staff.add')}
      action={t(member ? 'settings.save' : 'staff.addAction')}
      busy={saving.busy}
      refusal={saving.refusal}
      onClose={onClose}
      onSubmit={submit}
    >
      <Input
        label={t('staff.name')}
        autoComplete="off"
        maxLength={80}
        error={said(errors.name)}
        {...form.register('name')}
      />
      <Input
        label={t('staff.email')}
        type="email"
        autoComplete="off"
        disabled={member !== null}
        error={said(errors.email)}
        {...form.register('email')}
      />
      <RadioCards
        label={t('staff.role')}
        value={role}
        onChange={(next) => form.setValue('role', next, { shouldDirty: true })}
        cards={staffRoles.map((value) => ({
          value,
          title: t(`role.${value}`),
          note: t(`role.${value}.does`),
        }))}
      />
      {member && !isAtLeast(role, member.role) && <Notice>{t('staff.demoteHint')}</Notice>}
      {saving.conflict && (
        <SettingsConflict
          conflict={saving.conflict}
          fields={[
            { name: 'name', label: t('staff.name') },
            {
              name: 'role',
              label: t('staff.role'),
              show: (value) => t(`role.${String(value)}` as MessageKey),
            },
            {
              name: 'active',
              label: t('staff.state'),
              show: (value) => t(value ? 'staff.on' : 'staff.off'),
            },
          ]}
        />
      )}
    </FormWindow>
  );
}
