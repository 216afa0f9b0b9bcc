import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AdminFrame } from '@/components/admin/frame';
import { AdminOrder } from '@/components/admin/order';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['admin.orders'] };

export default async function AdminOrderPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  if (!/^\d{1,10}$/.test(id)) notFound();
  return (
    <AdminFrame>
      <AdminOrder id={Number(id)} />
    </AdminFrame>
  );
}
