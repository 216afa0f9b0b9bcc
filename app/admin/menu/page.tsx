import type { Metadata } from 'next';
import { AdminFrame } from '@/components/admin/frame';
import { AdminMenu } from '@/components/admin/menu/menu-screen';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['menuAdmin.title'] };

export default function AdminMenuPage() {
  return (
    <AdminFrame>
      <AdminMenu />
    </AdminFrame>
  );
}
