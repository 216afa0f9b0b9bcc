'use client';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useI18n } from '@/lib/messages/provider';
import { Skeleton } from '../ui/skeleton';

const ApiViewer = dynamic(() => import('./api-viewer'), {
  ssr: false,
  loading: () => <Skeleton className="m-6 h-96" />,
});

/** The API's reference. The viewer is drawn for light paper, whatever the reader's theme. */
export function ApiDocs() {
  const { t } = useI18n();
  return (
    <main className="min-h-dvh bg-[#fff] text-[#2a1a22] [color-scheme:light]">
      <nav className="mx-auto flex max-w-[91rem] flex-wrap items-center gap-x-6 px-5 pt-4 text-sm">
        <Link href="/docs" className="flex min-h-11 items-center underline underline-offset-4">
          {t('docs.title')}
        </Link>
        <a
          href="/api/openapi.json"
          className="flex min-h-11 items-center underline underline-offset-4"
        >
          openapi.json
        </a>
      </nav>
      <ApiViewer />
    </main>
  );
}
