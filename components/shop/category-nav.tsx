'use client';
import clsx from 'clsx';
import { useEffect, useRef, useState } from 'react';
import { useI18n } from '@/lib/messages/provider';

/** Sections of the menu as chips that follow the scroll. */
export function CategoryNav({ names }: { names: readonly string[] }) {
  const { t } = useI18n();
  const [current, setCurrent] = useState(0);
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    const seen = new Map<string, boolean>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) seen.set(entry.target.id, entry.isIntersecting);
        const first = names.findIndex((_, index) => seen.get(`section-${index + 1}`));
        if (first >= 0) setCurrent(first);
      },
      // A band below the sticky bars: the section that crosses it is the current one.
      { rootMargin: '-150px 0px -65% 0px' },
    );
    names.forEach((_, index) => {
      const section = document.getElementById(`section-${index + 1}`);
      if (section) observer.observe(section);
    });
    return () => observer.disconnect();
  }, [names]);

  useEffect(() => {
    const chip = list.current?.children[current];
    if (!(chip instanceof HTMLElement) || !list.current) return;
    list.current.scrollTo({ left: chip.offsetLeft - 16, behavior: 'smooth' });
  }, [current]);

  return (
    <nav
      aria-label={t('menu.categories')}
      className="sticky top-16 z-20 -mx-4 mb-6 bg-paper/92 backdrop-blur-md sm:-mx-6"
    >
      <ul ref={list} className="no-scrollbar relative flex gap-2 overflow-x-auto px-4 py-3 sm:px-6">
        {names.map((name, index) => (
          <li key={name}>
            <a
              href={`#section-${index + 1}`}
              aria-current={index === current ? 'true' : undefined}
              className={clsx(
                'flex h-10 items-center rounded-full px-4 text-sm font-semibold whitespace-nowrap transition-colors',
                index === current ? 'bg-ink text-paper' : 'bg-sunken text-ink hover:bg-line',
              )}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
