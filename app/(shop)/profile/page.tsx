import type { Metadata } from 'next';
import { ProfileScreen } from '@/components/shop/profile-screen';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['profile.title'] };

export default function ProfilePage() {
  return <ProfileScreen />;
}
