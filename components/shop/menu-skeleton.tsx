'use client';
import { useI18n } from '@/lib/messages/provider';
import { Skeleton } from '../ui/skeleton';

/** Holds the place of search, sections and dishes. */
export function MenuSkeleton() {
  const { t } = useI18n();
  return (
    <div role="status" className="pt-4">
      <span className="sr-only">{t('common.loading')}</span>
      <Skeleton className="mb-3 h-12 rounded-full" />
      <div className="mb-8 flex gap-2 overflow-hidden">
        {[88, 72, 96, 80, 120].map((width) => (
          <span key={width} style={{ width }} className="shrink-0">
            <Skeleton className="h-10 rounded-full" />
          </span>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-x-3 gap-y-5 sm:grid-cols-3 sm:gap-5 lg:pe-86">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <div key={key}>
            <Skeleton className="aspect-[6/5] rounded-xl" />
            <Skeleton className="mt-3 h-5 w-3/4" />
            <Skeleton className="mt-2 h-4 w-1/3" />
          </div>
        ))}
      </div>
    </div>
  );
}
