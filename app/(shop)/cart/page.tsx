import type { Metadata } from 'next';
import { CartScreen } from '@/components/shop/cart-screen';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['cart.title'] };

export default function CartPage() {
  return <CartScreen />;
}
