import type { Metadata } from 'next';
import { OrdersScreen } from '@/components/shop/orders-screen';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['orders.title'] };

export default function OrdersPage() {
  return <OrdersScreen />;
}
