import type { Metadata } from 'next';
import { AdminFrame } from '@/components/admin/frame';
import { AdminOrders } from '@/components/admin/orders';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['admin.orders'] };

export default function AdminOrdersPage() {
  return (
    <AdminFrame>
      <AdminOrders />
    </AdminFrame>
  );
}
