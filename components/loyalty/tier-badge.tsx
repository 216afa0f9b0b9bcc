import clsx from 'clsx';

/** Metals of the three tiers; any other name is bronze. */
const metals: Record<string, { body: string; shine: string; edge: string }> = {
  Bronze: { body: '#b9713c', shine: '#dd9c68', edge: '#8c4f24' },
  Silver: { body: '#94a0ab', shine: '#c6cfd7', edge: '#6b7781' },
  Gold: { body: '#e0a021', shine: '#f7cf6b', edge: '#ab7410' },
};

/** A tier's drawn badge: a medal of its metal with a little pot. */
export function TierBadge({ name, className }: { name: string; className?: string }) {
  const metal = metals[name] ?? metals.Bronze;
  if (!metal) return null;
  const { body, shine, edge } = metal;
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true" className={clsx('shrink-0', className)}>
      <path
        d="M32 2l7.2 5.3 8.9-.7 2.9 8.4 7.6 4.7-2.1 8.7 4 8-6.3 6.3-.9 8.9-8.7 1.9-5.5 7L32 57l-8.1 3.5-5.5-7-8.7-1.9-.9-8.9-6.3-6.3 4-8-2.1-8.7L12 15l2.9-8.4 8.9.7z"
        fill={edge}
      />
      <circle cx="32" cy="31.5" r="22" fill={body} />
      <path
        d="M32 9.5a22 22 0 0 1 15.6 37.6A22 22 0 0 0 16.4 16 22 22 0 0 1 32 9.5z"
        fill={shine}
      />
      <path d="M21 28h22c3.6 6 3 18-11 18s-14.6-12-11-18z" fill="#fff" fillOpacity=".92" />
      <rect x="19" y="23.5" width="26" height="6" rx="3" fill="#fff" />
      <rect x="27" y="25.3" width="10" height="2.4" rx="1.2" fill={edge} />
    </svg>
  );
}
