import type { ReactNode } from 'react';
import { BoardProvider } from '@/components/admin/orders/board-provider';

/** Who looks at one order still hears of the next. */
export default function OrdersLayout({ children }: { children: ReactNode }) {
  return <BoardProvider>{children}</BoardProvider>;
}
