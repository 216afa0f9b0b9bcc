import type { MetadataRoute } from 'next';
import { ru } from '@/lib/messages/ru';

/** What a phone needs to put the site among its apps. */
export default function manifest(): MetadataRoute.Manifest {
  const icon = (name: string, size: number, purpose: 'any' | 'maskable') => ({
    src: `/icons/${name}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return {
    id: '/',
    name: ru['meta.title'],
    short_name: ru['brand.name'],
    description: ru['meta.description'],
    lang: 'ru',
    start_url: '/',
    display: 'standalone',
    background_color: '#faf7f2',
    theme_color: '#faf7f2',
    icons: [
      icon('icon-192', 192, 'any'),
      icon('icon-512', 512, 'any'),
      icon('maskable-512', 512, 'maskable'),
    ],
    shortcuts: [
      { name: ru['nav.cart'], url: '/cart' },
      { name: ru['nav.bonuses'], url: '/bonuses' },
      { name: ru['nav.orders'], url: '/orders' },
    ],
  };
}
