import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { AdminFrame } from '@/components/admin/frame';
import { Ticket } from '@/components/admin/order/ticket';
import { ru } from '@/lib/messages/ru';
import { translate } from '@/lib/messages/translate';
import './ticket.css';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  return { title: translate('ru', ru['ticket.title'], { number: id }) };
}

export default async function TicketPage({ params }: Props) {
  const { id } = await params;
  if (!/^\d{1,10}$/.test(id)) notFound();
  return (
    <AdminFrame>
      <Ticket id={Number(id)} />
    </AdminFrame>
  );
}
