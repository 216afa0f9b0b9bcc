import type { Metadata } from 'next';
import { AdminFrame } from '@/components/admin/frame';
import { AdminSettings } from '@/components/admin/settings';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['admin.settings'] };

export default function AdminSettingsPage() {
  return (
    <AdminFrame>
      <AdminSettings />
    </AdminFrame>
  );
}
