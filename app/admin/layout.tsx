import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = {
  title: { default: ru['admin.title'], template: `%s · ${ru['admin.title']}` },
  robots: { index: false, follow: false },
};

export default function AdminLayout({ children }: { children: ReactNode }) {
  return children;
}
