import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Customer } from '@/components/admin/customers/customer';
import { AdminFrame } from '@/components/admin/frame';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['customers.name'] };

export default async function AdminCustomerPage({ params }: { params: Promise<{ id: string }> }) {
  const id = Number((await params).id);
  if (!Number.isSafeInteger(id) || id < 1) notFound();
  return (
    <AdminFrame>
      <Customer id={id} />
    </AdminFrame>
  );
}
