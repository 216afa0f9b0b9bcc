import type { Metadata } from 'next';
import { AdminFrame } from '@/components/admin/frame';
import { HealthScreen } from '@/components/admin/health/health-screen';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['health.title'] };

export default function AdminHealthPage() {
  return (
    <AdminFrame least="manager">
      <HealthScreen />
    </AdminFrame>
  );
}
