'use client';
import { useState } from 'react';
import type { WhatIfInput } from '@/lib/client/insights-api';
import { draftOf, type ProgrammeDraft, programmeOf } from '@/lib/client/programme-draft';
import { type PresetName, presetNames, presets } from '@/lib/loyalty/presets';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { ProgrammeForm } from './programme-form';
import { Select } from './select';

const PERIODS = ['30', '60', '90', '180', '365'] as const;

interface Props {
  /** The active programme's id. */
  current: string;
  busy: boolean;
  onStart(body: WhatIfInput): void;
}

/** Which programme is tried, as it is or edited, and over how many days. */
export function WhatIfChoice({ current, busy, onStart }: Props) {
  const { t } = useI18n();
  const active = presetNames.find((name) => name === current) ?? 'standard';
  const [base, setBase] = useState<PresetName>(active);
  const [days, setDays] = useState<(typeof PERIODS)[number]>('90');
  const [draft, setDraft] = useState<ProgrammeDraft>(() => draftOf(presets[active]));
  const [wrong, setWrong] = useState<string | null>(null);

  function start() {
    const made = programmeOf(presets[base], draft);
    if (!made.program) {
      setWrong(t('whatIf.bad', { fields: made.fields.map((f) => t(f)).join(', ') }));
      return;
    }
    setWrong(null);
    onStart({ days: Number(days), program: made.program });
  }

  return (
    <section className="card p-5">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <div className="grid grid-cols-1 items-end gap-4 sm:grid-cols-[1fr_12rem_auto]">
          <Select<PresetName>
            label={t('whatIf.base')}
            value={base}
            options={presetNames.map((value) => ({
              value,
              name:
                value === active
                  ? t('whatIf.active', { title: presets[value].title })
                  : presets[value].title,
            }))}
            onChange={(next) => {
              setBase(next);
              setDraft(draftOf(presets[next]));
              setWrong(null);
            }}
          />
          <Select<(typeof PERIODS)[number]>
            label={t('whatIf.days')}
            value={days}
            options={PERIODS.map((value) => ({
              value,
              name: t('overview.days', { count: Number(value) }),
            }))}
            onChange={setDays}
          />
          <Button type="submit" className="min-h-12" busy={busy}>
            {t('whatIf.run')}
          </Button>
        </div>
        {wrong && (
          <div className="mt-4">
            <Notice tone="bad" alert>
              {wrong}
            </Notice>
          </div>
        )}
        <details className="mt-3">
          <summary className="flex min-h-11 items-center font-medium text-accent-ink">
            {t('whatIf.edit')}
          </summary>
          <div className="mt-3 border-t border-line pt-5">
            <ProgrammeForm draft={draft} onChange={setDraft} />
          </div>
        </details>
      </form>
    </section>
  );
}
