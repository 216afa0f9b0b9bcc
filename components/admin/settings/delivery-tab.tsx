'use client';
import { zodResolver } from '@hookform/resolvers/zod';
import { type ReactNode, useState } from 'react';
import { type FieldError, useForm } from 'react-hook-form';
import type { DeliverySettingsView } from '@/lib/api/staff-answers';
import { problemText } from '@/lib/client/problem-text';
import {
  type DeliveryForm,
  deliveryBody,
  deliveryForm,
  deliveryFormSchema,
} from '@/lib/client/settings-forms';
import { staffAdminApi } from '@/lib/client/staff-admin';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { Input } from '../../ui/field';
import { Switch } from '../../ui/switch';
import { toast } from '../../ui/toast-store';
import { useSaving } from '../use-saving';
import { SaveBar } from './save-bar';
import { SettingsConflict } from './settings-conflict';
import { useVersioned } from './use-versioned';
import { WithSettings } from './with-settings';

/** Whether orders are taken, what delivery costs, where to fetch, from which sum. */
export function DeliveryTab() {
  return (
    <WithSettings>
      {({ paused, delivery }, mutate) => (
        <div className="grid gap-4">
          <Pause paused={paused} onDone={() => void mutate()} />
          <Rules
            view={delivery}
            reread={async () => (await mutate())?.delivery}
            onSaved={(saved) =>
              void mutate((old) => old && { ...old, delivery: saved }, { revalidate: false })
            }
          />
        </div>
      )}
    </WithSettings>
  );
}

function Pause({ paused, onDone }: { paused: boolean; onDone(): void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [busy, setBusy] = useState(false);

  async function change(taking: boolean) {
    setBusy(true);
    try {
      await staffAdminApi.pause(!taking);
      toast(t(taking ? 'settings.resumed' : 'settings.paused'));
    } catch (failure) {
      toast(problemText(i18n, failure), 'bad');
    } finally {
      onDone();
      setBusy(false);
    }
  }

  return (
    <section className="card p-5 sm:p-6">
      <Switch
        label={t('settings.pauseSwitch')}
        hint={t(paused ? 'settings.pauseOff' : 'settings.pauseOn')}
        checked={!paused}
        disabled={busy}
        onChange={(taking) => void change(taking)}
      />
    </section>
  );
}

interface RulesProps {
  view: DeliverySettingsView;
  reread(): Promise<DeliverySettingsView | undefined>;
  onSaved(view: DeliverySettingsView): void;
}

function Rules({ view, reread, onSaved }: RulesProps) {
  const { t, money } = useI18n();
  const saving = useSaving();
  const form = useForm<DeliveryForm>({
    resolver: zodResolver(deliveryFormSchema),
    defaultValues: deliveryForm(view),
  });
  const { base, show, merge } = useVersioned(view, form, deliveryForm);
  const { errors, isDirty } = form.formState;
  const said = (error: FieldError | undefined) => error?.message && t(error.message as MessageKey);
  const free = form.watch('free');

  const submit = form.handleSubmit((values) =>
    saving.send(
      async () => {
        const body = { ...deliveryBody(values), version: base.version };
        const saved = await staffAdminApi.saveDelivery(body);
        show(saved);
        onSaved(saved);
        toast(t('settings.saved'));
      },
      async () => {
        const fresh = await reread();
        if (fresh) merge(fresh);
      },
    ),
  );

  const rubles = (value: unknown) => money(Number(value));
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <div className="grid grid-cols-1 gap-4 lg:grid-cols-2 lg:items-start">
        <Part title={t('settings.delivery')}>
          <Input
            label={t('settings.fee')}
            inputMode="decimal"
            autoComplete="off"
            error={said(errors.fee)}
            {...form.register('fee')}
          />
          <Switch
            label={t('settings.free')}
            {...(free ? {} : { hint: t('settings.freeOff') })}
            checked={free}
            onChange={(on) => form.setValue('free', on, { shouldDirty: true })}
          />
          {free && (
            <Input
              label={t('settings.freeFrom')}
              hint={t('settings.freeFromHint')}
              inputMode="decimal"
              autoComplete="off"
              error={said(errors.freeFrom)}
              {...form.register('freeFrom')}
            />
          )}
        </Part>
        <div className="grid gap-4">
          <Part title={t('settings.pickup')}>
            <Input
              label={t('settings.pickupAddress')}
              hint={t('settings.pickupHint')}
              autoComplete="off"
              maxLength={300}
              error={said(errors.pickupAddress)}
              {...form.register('pickupAddress')}
            />
          </Part>
          <Part title={t('settings.order')}>
            <Input
              label={t('settings.minimumOrder')}
              hint={t('settings.minimumOrderHint')}
              inputMode="decimal"
              autoComplete="off"
              error={said(errors.minimumOrder)}
              {...form.register('minimumOrder')}
            />
            <Input
              label={t('settings.leadMinutes')}
              hint={t('settings.leadHint')}
              inputMode="numeric"
              autoComplete="off"
              error={said(errors.leadMinutes)}
              {...form.register('leadMinutes')}
            />
          </Part>
        </div>
      </div>
      {saving.conflict && (
        <SettingsConflict
          conflict={saving.conflict}
          fields={[
            { name: 'fee', label: t('settings.fee'), show: rubles },
            { name: 'freeFrom', label: t('settings.freeFrom'), show: rubles },
            { name: 'pickupAddress', label: t('settings.pickupAddress') },
            { name: 'minimumOrder', label: t('settings.minimumOrder'), show: rubles },
            { name: 'leadMinutes', label: t('settings.leadMinutes') },
          ]}
        />
      )}
      <SaveBar
        dirty={isDirty}
        busy={saving.busy}
        refusal={saving.refusal}
        onReset={() => form.reset(deliveryForm(base))}
      />
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="card min-w-0 p-5 sm:p-6">
      <legend className="float-start mb-4 w-full text-lg font-bold">{title}</legend>
      <div className="clear-both grid gap-4">{children}</div>
    </fieldset>
  );
}
