'use client';
import clsx from 'clsx';
import { useI18n } from '@/lib/messages/provider';

interface PriceProps {
  rubles: number;
  /** 'plain' where the amount stands alone and nothing has to line up with it. */
  figures?: 'column' | 'plain';
  className?: string;
}

/** Money in rubles. */
export function Price({ rubles, figures = 'column', className }: PriceProps) {
  const { money } = useI18n();
  const look = figures === 'column' ? 'num' : 'figure';
  return <span className={clsx(look, className)}>{money(rubles)}</span>;
}

/** The honey-coloured coin that stands for points. */
export function Coin({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      className={clsx('inline-block shrink-0', className ?? 'size-4.5')}
    >
      <circle cx="10" cy="10" r="9" fill="var(--honey)" />
      <circle
        cx="10"
        cy="10"
        r="6"
        fill="none"
        stroke="#fff"
        strokeOpacity=".8"
        strokeWidth="1.6"
      />
      <path d="M10 7.2v5.6M7.2 10h5.6" stroke="#fff" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  );
}

/** Points with the coin: "12" or, signed, "+12". */
export function Points({
  value,
  signed = false,
  className,
}: {
  value: number;
  signed?: boolean;
  className?: string;
}) {
  const i18n = useI18n();
  return (
    <span className={clsx('num inline-flex items-center gap-1.5', className)}>
      <Coin />
      <span aria-hidden="true">{signed ? i18n.signed(value) : i18n.num(value)}</span>
      <span className="sr-only">{i18n.t('points.count', { count: value })}</span>
    </span>
  );
}
