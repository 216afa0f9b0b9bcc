import type { Metadata } from 'next';
import { Customers } from '@/components/admin/customers/customers';
import { AdminFrame } from '@/components/admin/frame';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['customers.title'] };

export default function AdminCustomersPage() {
  return (
    <AdminFrame>
      <Customers />
    </AdminFrame>
  );
}
