'use client';
import { CopyPlus } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useForm } from 'react-hook-form';
import type { HoursSettingsView } from '@/lib/api/staff-answers';
import { type HoursForm, hoursBody, hoursFault, hoursForm } from '@/lib/client/settings-forms';
import { staffAdminApi } from '@/lib/client/staff-admin';
import { BUSINESS_TZ } from '@/lib/messages/format';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { toast } from '../../ui/toast-store';
import { useSaving } from '../use-saving';
import { ClosedDates } from './closed-dates';
import { DayHours } from './day-hours';
import { SaveBar } from './save-bar';
import { SettingsConflict } from './settings-conflict';
import { useVersioned } from './use-versioned';
import { WithSettings } from './with-settings';

/** Working hours by the day of the week, and the days off. */
export function HoursTab() {
  return (
    <WithSettings>
      {({ hours, timeZone }, mutate) => (
        <Hours
          view={hours}
          timeZone={timeZone}
          reread={async () => (await mutate())?.hours}
          onSaved={(saved) =>
            void mutate((old) => old && { ...old, hours: saved }, { revalidate: false })
          }
        />
      )}
    </WithSettings>
  );
}

interface Props {
  view: HoursSettingsView;
  timeZone: string;
  reread(): Promise<HoursSettingsView | undefined>;
  onSaved(view: HoursSettingsView): void;
}

function Hours({ view, timeZone, reread, onSaved }: Props) {
  const { t } = useI18n();
  const [today] = useState(() =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: BUSINESS_TZ }).format(Date.now()),
  );
  const [tried, setTried] = useState(false);
  const saving = useSaving();
  const toForm = useCallback((state: HoursSettingsView) => hoursForm(state, today), [today]);
  const form = useForm<HoursForm>({ defaultValues: toForm(view) });
  const { base, setBase, show } = useVersioned(view, form, toForm);
  const { isDirty } = form.formState;
  const { days, closedDates } = form.watch();
  const fault = tried ? hoursFault({ days, closedDates }) : null;
  const set = <K extends keyof HoursForm>(name: K, value: HoursForm[K]) =>
    form.setValue(name as never, value as never, { shouldDirty: true });

  const submit = form.handleSubmit(async (values) => {
    setTried(true);
    if (hoursFault(values)) return;
    await saving.send(
      async () => {
        const body = { ...hoursBody(values), version: base.version };
        const saved = await staffAdminApi.saveHours(body);
        show(saved);
        setTried(false);
        onSaved(saved);
        toast(t('settings.saved'));
      },
      async () => {
        const fresh = await reread();
        // What is typed stays; it is now held against the newer state.
        if (fresh) setBase(fresh);
      },
    );
  });

  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      <div className="grid grid-cols-1 gap-4 xl:grid-cols-[1fr_20rem] xl:items-start">
        <section aria-labelledby="week-title" className="card p-5 sm:p-6">
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <h2 id="week-title" className="text-lg">
              {t('settings.hours')}
            </h2>
            <Button
              look="soft"
              size="sm"
              onClick={() =>
                set(
                  'days',
                  days.map(() => (days[0] ?? []).map((span) => ({ ...span }))),
                )
              }
            >
              <CopyPlus aria-hidden="true" className="size-4.5" />
              {t('settings.copyDay')}
            </Button>
          </div>
          <p className="mt-1.5 text-sm text-muted">{t('settings.hoursZone', { zone: timeZone })}</p>
          <ul className="mt-3">
            {days.map((spans, i) => (
              <DayHours
                // biome-ignore lint/suspicious/noArrayIndexKey: the seven days never move
                key={i}
                day={i}
                spans={spans}
                error={fault?.day === i ? t(fault.message) : null}
                onChange={(next) => set('days', days.with(i, next))}
              />
            ))}
          </ul>
          {days.every((spans) => spans.length === 0) && (
            <Notice>{t('settings.allWeekClosed')}</Notice>
          )}
        </section>
        <ClosedDates
          dates={closedDates}
          today={today}
          onChange={(dates) => set('closedDates', dates)}
        />
      </div>
      {saving.conflict && (
        <SettingsConflict
          conflict={saving.conflict}
          fields={[
            { name: 'hours', label: t('settings.tab.hours'), show: shortHours },
            { name: 'closedDates', label: t('settings.closedDates'), show: shortDates },
          ]}
        />
      )}
      <SaveBar
        dirty={isDirty}
        busy={saving.busy}
        refusal={saving.refusal}
        onReset={() => form.reset(toForm(base))}
      />
    </form>
  );

  function shortHours(value: unknown): string {
    const hours = value as HoursSettingsView['hours'];
    return hours
      .map(({ day, from, to }) => `${t(`settings.day.${day as 1}`).slice(0, 2)} ${from}–${to}`)
      .join(', ');
  }

  function shortDates(value: unknown): string {
    return (value as string[]).join(', ');
  }
}
