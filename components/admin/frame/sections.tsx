/** The staff's sections: where they are, who may enter, and the key that opens them. */
import {
  ChartColumn,
  FlaskConical,
  HeartPulse,
  type LucideIcon,
  ReceiptText,
  Settings,
  TicketPercent,
  Users,
  UtensilsCrossed,
} from 'lucide-react';
import type { StaffRole } from '@/lib/customers/roles';
import type { MessageKey } from '@/lib/messages/ru';

export interface Section {
  href: string;
  name: MessageKey;
  least: StaffRole;
  keys: string;
  Icon: LucideIcon;
}

export const sections: readonly Section[] = [
  {
    href: '/admin/orders',
    name: 'frame.orders',
    least: 'operator',
    keys: 'g o',
    Icon: ReceiptText,
  },
  {
    href: '/admin/customers',
    name: 'frame.customers',
    least: 'operator',
    keys: 'g c',
    Icon: Users,
  },
  {
    href: '/admin/menu',
    name: 'frame.menu',
    least: 'operator',
    keys: 'g m',
    Icon: UtensilsCrossed,
  },
  {
    href: '/admin/promo-codes',
    name: 'frame.promoCodes',
    least: 'manager',
    keys: 'g p',
    Icon: TicketPercent,
  },
  {
    href: '/admin/overview',
    name: 'frame.overview',
    least: 'manager',
    keys: 'g v',
    Icon: ChartColumn,
  },
  {
    href: '/admin/what-if',
    name: 'frame.whatIf',
    least: 'manager',
    keys: 'g w',
    Icon: FlaskConical,
  },
  { href: '/admin/health', name: 'frame.health', least: 'manager', keys: 'g h', Icon: HeartPulse },
  {
    href: '/admin/settings',
    name: 'frame.settings',
    least: 'operator',
    keys: 'g s',
    Icon: Settings,
  },
];
