'use client';
import * as Radix from '@radix-ui/react-switch';
import clsx from 'clsx';
import { Copy } from 'lucide-react';
import type { PromoCodeView, PromoState } from '@/lib/api/promo-answers';
import { useI18n } from '@/lib/messages/provider';
import { toast } from '../../ui/toast-store';

interface Of {
  code: PromoCodeView;
}

/** The code with a button that copies it, its campaign and its comment. */
export function CodeName({ code, onCampaign }: Of & { onCampaign(campaign: string): void }) {
  const { t } = useI18n();
  async function copy() {
    await navigator.clipboard.writeText(code.code);
    toast(t('promoAdmin.copied', { code: code.code }));
  }
  return (
    <div className="min-w-0">
      <button
        type="button"
        onClick={() => void copy()}
        aria-label={t('promoAdmin.copy', { code: code.code })}
        className="group inline-flex min-h-8 items-center gap-2 font-bold tracking-wide break-all hover:text-accent-ink"
      >
        {code.code}
        <Copy
          aria-hidden="true"
          className="size-4 shrink-0 text-muted group-hover:text-accent-ink"
        />
      </button>
      {code.campaign && (
        <button
          type="button"
          onClick={() => onCampaign(code.campaign ?? '')}
          className="block text-sm text-accent-ink underline-offset-4 hover:underline"
        >
          {t('promoAdmin.campaignOf', { name: code.campaign })}
        </button>
      )}
      {code.comment && (
        <p className="line-clamp-2 max-w-64 text-sm break-words text-muted">{code.comment}</p>
      )}
    </div>
  );
}

/** What it takes off, and from which sum. */
export function Discount({ code }: Of) {
  const { t, money, num } = useI18n();
  const main = code.discountType === 'fixed' ? money(code.value) : `${num(code.value)} %`;
  const notes = [
    code.maxDiscount !== null && t('promoAdmin.upTo', { amount: money(code.maxDiscount) }),
    code.minOrder !== null && t('promoAdmin.fromSum', { amount: money(code.minOrder) }),
  ].filter((note) => note !== false);
  return (
    <div>
      <p className="num font-semibold">{main}</p>
      {notes.length > 0 && <p className="text-sm text-muted">{notes.join(', ')}</p>}
    </div>
  );
}

/** From when to when, as the restaurant's days. */
export function Term({ code }: Of) {
  const { t, date } = useI18n();
  const from = code.validFrom && date(code.validFrom);
  const until = code.validUntil && date(code.validUntil);
  const text =
    from && until
      ? t('promoAdmin.between', { from, until })
      : from
        ? t('promoAdmin.since', { date: from })
        : until
          ? t('promoAdmin.till', { date: until })
          : t('promoAdmin.anyTime');
  return <p className={clsx('num text-sm', !from && !until && 'text-muted')}>{text}</p>;
}

interface UsedProps extends Of {
  onOpen?(code: PromoCodeView): void;
  /** No column's head says what the number is. */
  named?: boolean;
}

/** How many uses of how many; where orders can be opened, a button that does. */
export function Used({ code, onOpen, named }: UsedProps) {
  const { t, num } = useI18n();
  const limit = code.usageType === 'once_total' ? 1 : code.usageLimit;
  const text =
    limit === null
      ? num(code.timesUsed)
      : t('promoAdmin.nOf', { n: num(code.timesUsed), limit: num(limit) });
  const shown = named ? t('promoAdmin.usedTimes', { text }) : text;
  const share = limit === null ? null : Math.min(1, code.timesUsed / limit);
  return (
    <div className="min-w-28">
      {onOpen ? (
        <button
          type="button"
          aria-label={`${t('promoAdmin.usageOf', { code: code.code })}: ${shown}`}
          onClick={() => onOpen(code)}
          className="num min-h-8 font-semibold text-accent-ink underline decoration-line-strong underline-offset-4"
        >
          {shown}
        </button>
      ) : (
        <p className="num font-semibold">{shown}</p>
      )}
      {share !== null && (
        <div aria-hidden="true" className="mt-1 h-1.5 overflow-hidden rounded-full bg-sunken">
          <div
            className={clsx('h-full rounded-full', share === 1 ? 'bg-bad-ink' : 'bg-accent')}
            style={{ width: `${share * 100}%` }}
          />
        </div>
      )}
      <p className="mt-1 text-xs text-muted">{t(`promoAdmin.usage.${code.usageType}`)}</p>
    </div>
  );
}

const tones: Record<PromoState, string> = {
  active: 'bg-good-soft text-good-ink',
  inactive_by_date: 'bg-honey-soft text-honey-ink',
  deactivated: 'bg-sunken text-muted',
};

/** Its state in words, and the switch. */
export function StateSwitch({
  code,
  onToggle,
}: Of & { onToggle(code: PromoCodeView, active: boolean): void }) {
  const { t } = useI18n();
  return (
    <div className="flex items-center gap-3">
      <Radix.Root
        checked={code.active}
        aria-label={t('promoAdmin.switch', { code: code.code })}
        onCheckedChange={(active) => onToggle(code, active)}
        className="relative h-7 w-11 shrink-0 rounded-full bg-line-strong transition-colors data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="block size-5 translate-x-1 rounded-full bg-[#fff] shadow-card transition-transform data-[state=checked]:translate-x-5" />
      </Radix.Root>
      <span className={clsx('rounded-full px-2.5 py-1 text-xs font-semibold', tones[code.state])}>
        {t(`promoAdmin.badge.${code.state}`)}
      </span>
    </div>
  );
}
