'use client';
import { Download, Layers, Plus, X } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import useSWR, { useSWRConfig } from 'swr';
import type { PromoCodesAnswer, PromoCodeView } from '@/lib/api/promo-answers';
import { hasCode } from '@/lib/client/errors';
import { problemText } from '@/lib/client/problem-text';
import {
  listQuery,
  type PromoListState,
  promoAdminApi,
  promoPaths,
  promoSorts,
  promoStates,
  readListState,
} from '@/lib/client/promo-admin';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Select } from '../../ui/field';
import { toast } from '../../ui/toast-store';
import { Chips, SearchField } from '../list-parts';
import { BulkWindow } from './bulk-window';
import { PromoFormWindow } from './promo-form-window';
import { PromoTable } from './promo-table';
import { UsageWindow } from './usage-window';

type Open = { window: 'new' | 'bulk' } | { window: 'edit' | 'usage'; code: PromoCodeView } | null;

/** All promo codes: found, filtered, sorted and paged by the server; the address says how. */
export function PromoCodes() {
  const i18n = useI18n();
  const { t } = i18n;
  const router = useRouter();
  const params = useSearchParams();
  const state = readListState(new URLSearchParams(params));
  const [open, setOpen] = useState<Open>(null);
  const { mutate } = useSWRConfig();
  const { data, error } = useSWR<PromoCodesAnswer>(promoPaths.list(state), promoAdminApi.list, {
    keepPreviousData: true,
  });

  /** Every list asks anew: a change may move a code from one filter's list to another's. */
  async function refresh() {
    await mutate((key) => typeof key === 'string' && key.startsWith(promoPaths.root));
  }

  function go(change: Partial<PromoListState>) {
    // Whatever narrows or sorts the list starts it from its first page.
    const next = { ...state, page: 1, ...change };
    router.replace(`/admin/promo-codes${listQuery(next)}`, { scroll: false });
  }

  async function toggle(code: PromoCodeView, active: boolean) {
    try {
      await promoAdminApi.edit(code.id, { version: code.version, active });
      toast(t(active ? 'promoAdmin.on' : 'promoAdmin.off', { code: code.code }));
    } catch (failure) {
      toast(problemText(i18n, failure), 'bad');
      if (!hasCode(failure, 'EDIT_CONFLICT')) return;
    } finally {
      await refresh();
    }
  }

  const close = () => setOpen(null);
  return (
    <>
      <div className="grid grid-cols-2 items-center gap-3 sm:flex">
        <h1 className="col-span-2 me-auto text-2xl">{t('promoAdmin.title')}</h1>
        <Button look="outline" onClick={() => setOpen({ window: 'bulk' })}>
          <Layers aria-hidden="true" className="size-5" />
          {t('promoAdmin.bulk')}
        </Button>
        <Button onClick={() => setOpen({ window: 'new' })}>
          <Plus aria-hidden="true" className="size-5" />
          {t('promoAdmin.create')}
        </Button>
      </div>
      <div className="mt-5 grid items-end gap-3 sm:grid-cols-[1fr_14rem]">
        <SearchField
          label={t('promoAdmin.search')}
          placeholder={t('promoAdmin.searchHint')}
          value={state.search}
          onChange={(search) => go({ search })}
        />
        <Select
          label={t('promoAdmin.sort')}
          hideLabel
          value={state.sort}
          onChange={(event) => go({ sort: event.target.value as PromoListState['sort'] })}
        >
          {promoSorts.map((sort) => (
            <option key={sort} value={sort}>
              {t(`promoAdmin.sort.${sort}`)}
            </option>
          ))}
        </Select>
      </div>
      <div className="mt-3">
        <Chips
          label={t('promoAdmin.filter')}
          options={(['', ...promoStates] as const).map((value) => ({
            value,
            name: value ? t(`promoAdmin.state.${value}`) : t('promoAdmin.all'),
          }))}
          value={state.state}
          onChange={(value) => go({ state: value })}
        />
      </div>
      {state.campaign && <Campaign name={state.campaign} onClear={() => go({ campaign: '' })} />}
      {data && data.codes.length > 0 && (
        <p role="status" className="num mt-4 text-sm text-muted">
          {t('promoAdmin.found', { count: data.total })}
        </p>
      )}
      <PromoTable
        answer={data}
        error={error}
        onRetry={() => void refresh()}
        sort={state.sort}
        onSort={(sort) => go({ sort })}
        onPage={(page) => go({ page })}
        onCampaign={(campaign) => go({ campaign })}
        onEdit={(code) => setOpen({ window: 'edit', code })}
        onUsage={(code) => setOpen({ window: 'usage', code })}
        onToggle={(code, active) => void toggle(code, active)}
      />
      {open?.window === 'new' && <PromoFormWindow code={null} onClose={close} onDone={refresh} />}
      {open?.window === 'edit' && (
        <PromoFormWindow code={open.code} onClose={close} onDone={refresh} />
      )}
      {open?.window === 'usage' && <UsageWindow code={open.code} onClose={close} />}
      {open?.window === 'bulk' && (
        <BulkWindow
          onClose={close}
          onDone={() => void refresh()}
          onShow={(campaign) => {
            close();
            go({ search: '', state: '', campaign });
          }}
        />
      )}
    </>
  );
}

function Campaign({ name, onClear }: { name: string; onClear(): void }) {
  const { t } = useI18n();
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3 rounded-lg bg-sunken px-4 py-2.5">
      <span className="me-auto font-semibold">{t('promoAdmin.campaignOf', { name })}</span>
      <a
        href={promoPaths.export(name)}
        download
        className="inline-flex min-h-9 items-center gap-2 font-semibold text-accent-ink underline-offset-4 hover:underline"
      >
        <Download aria-hidden="true" className="size-4.5" />
        {t('promoAdmin.csv')}
      </a>
      <Button look="ghost" size="sm" onClick={onClear}>
        <X aria-hidden="true" className="size-4.5" />
        {t('promoAdmin.campaignClear')}
      </Button>
    </div>
  );
}
