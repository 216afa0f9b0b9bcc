import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AdminFrame } from '@/components/admin/frame';
import { OrderScreen } from '@/components/admin/order/order-screen';
import { ru } from '@/lib/messages/ru';
import { translate } from '@/lib/messages/translate';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return { title: translate('ru', ru['orders.number'], { number: id }) };
}

export default async function AdminOrderPage({ params }: Props) {
  const { id } = await params;
  if (!/^\d{1,10}$/.test(id)) notFound();
  return (
    <AdminFrame>
      <OrderScreen id={Number(id)} />
    </AdminFrame>
  );
}
