import type { Metadata } from 'next';
import { AdminFrame } from '@/components/admin/frame';
import { PromoCodes } from '@/components/admin/promo/promo-codes';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['promoAdmin.title'] };

export default function AdminPromoCodesPage() {
  return (
    <AdminFrame least="manager">
      <PromoCodes />
    </AdminFrame>
  );
}
