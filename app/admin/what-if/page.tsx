import type { Metadata } from 'next';
import { AdminFrame } from '@/components/admin/frame';
import { WhatIfScreen } from '@/components/admin/insights/what-if-screen';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['whatIf.title'] };

export default function WhatIfPage() {
  return (
    <AdminFrame least="manager">
      <WhatIfScreen />
    </AdminFrame>
  );
}
