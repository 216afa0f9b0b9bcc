import type { Metadata } from 'next';
import { Suspense } from 'react';
import { AdminFrame } from '@/components/admin/frame';
import { OverviewScreen } from '@/components/admin/insights/overview-screen';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['overview.title'] };

export default function OverviewPage() {
  return (
    <AdminFrame least="manager">
      <Suspense>
        <OverviewScreen />
      </Suspense>
    </AdminFrame>
  );
}
