import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { Providers } from '@/components/providers';
import { themeScript } from '@/lib/client/theme';
import { ru } from '@/lib/messages/ru';
import { fontClasses } from './fonts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: ru['meta.title'], template: `%s · ${ru['brand.name']}` },
  description: ru['meta.description'],
  icons: { icon: { url: '/favicon.svg', type: 'image/svg+xml' } },
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf7f2' },
    { media: '(prefers-color-scheme: dark)', color: '#1a1216' },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // The script below may set data-theme before React takes over.
    <html lang="ru" className={fontClasses} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, needed before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
