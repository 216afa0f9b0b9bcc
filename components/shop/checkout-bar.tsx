'use client';
import { type RefObject, useEffect, useState } from 'react';
import { useI18n } from '@/lib/messages/provider';

interface Props {
  /** The sums with the real button; while they are on screen the bar is away. */
  sums: RefObject<HTMLElement | null>;
  payableKopecks: number;
}

/** On a phone: what is to pay, at the bottom edge, while the way to the sums is long. */
export function CheckoutBar({ sums, payableKopecks }: Props) {
  const { t, kopecks } = useI18n();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!sums.current) return;
    const observer = new IntersectionObserver(([entry]) => setShown(!entry?.isIntersecting), {
      threshold: 0.2,
    });
    observer.observe(sums.current);
    return () => observer.disconnect();
  }, [sums]);
  if (!shown) return null;
  return (
    <div
      data-bottom-bar
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-paper/92 px-4 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] backdrop-blur-md animate-rise lg:hidden"
    >
      <button
        type="button"
        onClick={() => sums.current?.scrollIntoView({ block: 'end' })}
        className="mx-auto flex h-13 w-full max-w-md items-center justify-between gap-3 rounded-lg bg-accent px-5 font-semibold text-on-accent"
      >
        {t('cart.toCheckout')}
        <span className="figure text-lg">{kopecks(payableKopecks)}</span>
      </button>
    </div>
  );
}
