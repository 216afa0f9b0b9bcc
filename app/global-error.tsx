'use client';
/** When even the layout failed: no provider and no style sheet can be relied on. */
import { common as ru } from '@/lib/messages/ru/common';

export default function GlobalError({ reset }: { reset(): void }) {
  return (
    <html lang="ru">
      <body
        style={{ fontFamily: 'system-ui, sans-serif', padding: '4rem 1.5rem', textAlign: 'center' }}
      >
        <h1>{ru['crash.title']}</h1>
        <p>{ru['crash.text']}</p>
        <button type="button" onClick={reset}>
          {ru['common.retry']}
        </button>
      </body>
    </html>
  );
}
