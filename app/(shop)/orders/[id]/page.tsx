import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { OrderScreen } from '@/components/shop/order-screen';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['orders.title'] };

export default async function OrderPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!/^\d{1,10}$/.test(id)) notFound();
  return <OrderScreen id={Number(id)} />;
}
