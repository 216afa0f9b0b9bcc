'use client';
import type { ReactNode } from 'react';
import type { ProgrammeDraft } from '@/lib/client/programme-draft';
import { useI18n } from '@/lib/messages/provider';
import { Input } from '../../ui/field';
import { Switch } from '../../ui/switch';
import { Select } from './select';

interface Props {
  draft: ProgrammeDraft;
  onChange(draft: ProgrammeDraft): void;
}

type TextField = {
  [K in keyof ProgrammeDraft]: ProgrammeDraft[K] extends string
    ? string extends ProgrammeDraft[K]
      ? K
      : never
    : never;
}[keyof ProgrammeDraft];

/** The rules of a programme as fields; what is typed is checked when the run starts. */
export function ProgrammeForm({ draft, onChange }: Props) {
  const { t } = useI18n();
  const set = (change: Partial<ProgrammeDraft>) => onChange({ ...draft, ...change });
  const field = (key: TextField, label: string, hint?: string) => (
    <Input
      label={label}
      hint={hint}
      inputMode="decimal"
      value={draft[key]}
      onChange={(event) => set({ [key]: event.target.value })}
    />
  );
  const tier = (i: number, change: Partial<ProgrammeDraft['tiers'][number]>) =>
    set({ tiers: draft.tiers.map((old, j) => (i === j ? { ...old, ...change } : old)) });

  return (
    <div className="grid grid-cols-1 gap-6">
      <Group title={t('whatIf.tiers')}>
        {draft.tiers.map(({ title, threshold, percent }, i) => (
          <div key={title} className="col-span-full grid grid-cols-2 items-end gap-4">
            <Input
              label={t('whatIf.threshold', { tier: title })}
              inputMode="decimal"
              value={threshold}
              disabled={i === 0}
              onChange={(event) => tier(i, { threshold: event.target.value })}
            />
            <Input
              label={t('whatIf.percent', { tier: title })}
              inputMode="decimal"
              value={percent}
              onChange={(event) => tier(i, { percent: event.target.value })}
            />
          </div>
        ))}
        <Select
          label={t('whatIf.basis')}
          value={draft.basis}
          options={[
            { value: 'lifetime', name: t('whatIf.lifetime') },
            { value: 'window', name: t('whatIf.window') },
          ]}
          onChange={(basis) => set({ basis })}
        />
        {draft.basis === 'window' && field('windowDays', t('whatIf.windowDays'))}
        <Switch
          label={t('whatIf.demotion')}
          checked={draft.demotion}
          onChange={(demotion) => set({ demotion })}
        />
      </Group>
      <Group title={t('whatIf.earning')}>
        <Select
          label={t('whatIf.earnWhen')}
          value={draft.earnWhen}
          options={[
            { value: 'payment', name: t('whatIf.payment') },
            { value: 'first-finish', name: t('whatIf.firstFinish') },
            { value: 'while-finished', name: t('whatIf.whileFinished') },
          ]}
          onChange={(earnWhen) => set({ earnWhen })}
        />
        {draft.earnWhen === 'payment' && field('cashHoldHours', t('whatIf.cashHold'))}
        <Switch
          label={t('whatIf.baseDelivery')}
          checked={draft.baseDelivery}
          onChange={(baseDelivery) => set({ baseDelivery })}
        />
        <Switch
          label={t('whatIf.basePromo')}
          checked={draft.basePromo}
          onChange={(basePromo) => set({ basePromo })}
        />
        <Switch
          label={t('whatIf.basePoints')}
          checked={draft.basePoints}
          onChange={(basePoints) => set({ basePoints })}
        />
      </Group>
      <Group title={t('whatIf.spending')}>
        {field('capPercent', t('whatIf.cap'))}
        <Select
          label={t('whatIf.spendWhen')}
          value={draft.spendWhen}
          options={[
            { value: 'placed', name: t('whatIf.placed') },
            { value: 'accepted', name: t('whatIf.accepted') },
          ]}
          onChange={(spendWhen) => set({ spendWhen })}
        />
        {field('earnedLifeDays', t('whatIf.earnedLife'), t('whatIf.ever'))}
        {field('adjustmentLifeDays', t('whatIf.adjustLife'), t('whatIf.ever'))}
        <Switch
          label={t('whatIf.capDelivery')}
          checked={draft.capDelivery}
          onChange={(capDelivery) => set({ capDelivery })}
        />
      </Group>
      <Group title={t('whatIf.gifts')}>
        {field('welcomePoints', t('whatIf.welcome'), t('whatIf.noGift'))}
        {field('welcomeDays', t('whatIf.welcomeDays'), t('whatIf.ever'))}
        {field('birthdayPoints', t('whatIf.birthday'), t('whatIf.noGift'))}
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-3 font-semibold">{title}</legend>
      <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">{children}</div>
    </fieldset>
  );
}
