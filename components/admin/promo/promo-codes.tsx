'use client';
import { Download, Layers, Plus, Search, X } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import useSWR from 'swr';
import type { PromoCodesAnswer, PromoCodeView } from '@/lib/api/promo-answers';
import { hasCode } from '@/lib/client/errors';
import { problemText } from '@/lib/client/problem-text';
import {
  listQuery,
  type PromoListState,
  promoAdminApi,
  promoPaths,
  readListState,
} from '@/lib/client/promo-admin';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Input } from '../../ui/field';
import { Skeleton } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { toast } from '../../ui/toast-store';
import { AdminFailure } from '../failure';
import { BulkWindow } from './bulk-window';
import { Pages, SortChoice, StateChoice } from './list-controls';
import { PromoFormWindow } from './promo-form-window';
import { PromoTable } from './promo-table';
import { UsageWindow } from './usage-window';

const TYPING_MS = 300;

type Open = { window: 'new' | 'bulk' } | { window: 'edit' | 'usage'; code: PromoCodeView } | null;

/** All promo codes: found, filtered, sorted and paged by the server; the address says how. */
export function PromoCodes() {
  const i18n = useI18n();
  const { t } = i18n;
  const router = useRouter();
  const params = useSearchParams();
  const state = readListState(new URLSearchParams(params));
  const [open, setOpen] = useState<Open>(null);
  const { data, error, mutate, isLoading } = useSWR<PromoCodesAnswer>(
    promoPaths.list(state),
    promoAdminApi.list,
    { keepPreviousData: true },
  );

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
      await mutate();
    }
  }

  const close = () => setOpen(null);
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="me-auto text-2xl">{t('promoAdmin.title')}</h1>
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
        <SearchField value={state.search} onChange={(search) => go({ search })} />
        <SortChoice value={state.sort} onChange={(sort) => go({ sort })} />
      </div>
      <StateChoice value={state.state} onChange={(value) => go({ state: value })} />
      {state.campaign && <Campaign name={state.campaign} onClear={() => go({ campaign: '' })} />}
      {!data &&
        (error ? (
          <AdminFailure error={error} onRetry={() => void mutate()} />
        ) : (
          <Skeleton className="mt-4 h-80 rounded-xl" />
        ))}
      {data && data.codes.length === 0 && !isLoading && (
        <EmptyState title={t('promoAdmin.empty')} text={t('promoAdmin.emptyText')} />
      )}
      {data && data.codes.length > 0 && (
        <>
          <p role="status" className="num mt-4 text-sm text-muted">
            {t('promoAdmin.found', { count: data.total })}
          </p>
          <PromoTable
            codes={data.codes}
            sort={state.sort}
            onSort={(sort) => go({ sort })}
            onCampaign={(campaign) => go({ campaign })}
            onEdit={(code) => setOpen({ window: 'edit', code })}
            onUsage={(code) => setOpen({ window: 'usage', code })}
            onToggle={(code, active) => void toggle(code, active)}
          />
        </>
      )}
      {data && <Pages answer={data} onPage={(page) => go({ page })} />}
      {open?.window === 'new' && (
        <PromoFormWindow code={null} onClose={close} onDone={() => void mutate()} />
      )}
      {open?.window === 'edit' && (
        <PromoFormWindow code={open.code} onClose={close} onDone={() => void mutate()} />
      )}
      {open?.window === 'usage' && <UsageWindow code={open.code} onClose={close} />}
      {open?.window === 'bulk' && (
        <BulkWindow
          onClose={close}
          onDone={() => void mutate()}
          onShow={(campaign) => {
            close();
            go({ search: '', state: '', campaign });
          }}
        />
      )}
    </>
  );
}

function SearchField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useI18n();
  const [text, setText] = useState(value);
  // The address may change under us: back, forward, another filter.
  useEffect(() => setText(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the wait
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="relative">
      <Search aria-hidden="true" className="absolute start-4 top-3.5 size-5 text-muted" />
      <Input
        label={t('promoAdmin.search')}
        hideLabel
        type="search"
        placeholder={t('promoAdmin.searchHint')}
        className="ps-12"
        maxLength={80}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
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
