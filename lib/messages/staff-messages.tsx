'use client';
/** All texts, for the pages of staff and the documentation; no customer loads them. */
import type { ReactNode } from 'react';
import { makeI18n } from './make';
import { MessagesProvider } from './provider';
import { ru } from './ru';

const russian = makeI18n('ru', ru);

export default function StaffMessages({ children }: { children: ReactNode }) {
  return <MessagesProvider russian={russian}>{children}</MessagesProvider>;
}
