import type { Metadata } from 'next';
import { AdminFrame } from '@/components/admin/frame';
import { OrdersScreen } from '@/components/admin/orders/orders-screen';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['admin.orders'] };

export default function AdminOrdersPage() {
  return (
    <AdminFrame wide>
      <OrdersScreen />
    </AdminFrame>
  );
}
