import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Providers } from '@/components/providers';
import { themeScript } from '@/lib/client/theme';
import { ru } from '@/lib/messages/ru';
import { nonceOf } from '@/lib/server/content-policy';
import { fontClasses } from './fonts';
import './globals.css';

/** Addresses in a share preview must be whole; without a known one Next takes localhost. */
const siteUrl = process.env.PUBLIC_ORIGIN;

export const metadata: Metadata = {
  ...(siteUrl ? { metadataBase: new URL(siteUrl) } : {}),
  title: { default: ru['meta.title'], template: `%s · ${ru['brand.name']}` },
  description: ru['meta.description'],
  applicationName: ru['brand.name'],
  icons: {
    icon: { url: '/favicon.svg', type: 'image/svg+xml' },
    apple: { url: '/icons/apple-180.png', sizes: '180x180' },
  },
  appleWebApp: { capable: true, title: ru['brand.name'], statusBarStyle: 'default' },
  openGraph: {
    type: 'website',
    locale: 'ru_RU',
    siteName: ru['brand.name'],
    title: ru['meta.title'],
    description: ru['meta.description'],
    images: [{ url: '/share.png', width: 1200, height: 630, alt: ru['meta.title'] }],
  },
  twitter: { card: 'summary_large_image' },
  formatDetection: { telephone: false },
};

export const viewport: Viewport = {
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf7f2' },
    { media: '(prefers-color-scheme: dark)', color: '#1a1216' },
  ],
};

/** zod tries whether code can be made from text, which the policy forbids and reports. */
const firstScript = `globalThis.__zod_globalConfig={jitless:true};${themeScript}`;

export default async function RootLayout({ children }: { children: ReactNode }) {
  // A nonce is new with every answer, so no page is made beforehand (lib/server/content-policy.ts).
  const nonce = nonceOf((await headers()).get('content-security-policy'));
  return (
    // The script below may set data-theme before React takes over.
    <html lang="ru" className={fontClasses} suppressHydrationWarning>
      <head>
        <script
          nonce={nonce}
          // Browsers hide a nonce from scripts, React's among them.
          suppressHydrationWarning
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, needed before anything else
          dangerouslySetInnerHTML={{ __html: firstScript }}
        />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
