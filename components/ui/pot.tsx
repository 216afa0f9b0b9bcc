import clsx from 'clsx';

/** The brand's drawing: a clay pot that is also a money-box, with steam and a coin. */
export function Pot({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 120 120" aria-hidden="true" className={clsx('shrink-0', className)}>
      <ellipse cx="60" cy="107" rx="38" ry="5" fill="var(--tile)" />
      <path
        d="M28 52c-8 10-11 20-9 31 3 15 18 23 41 23s38-8 41-23c2-11-1-21-9-31z"
        fill="var(--accent)"
      />
      <path
        d="M92 52c8 10 11 20 9 31-3 15-18 23-41 23 22-6 31-29 22-54z"
        fill="#000"
        opacity=".14"
      />
      <path
        d="M24 66c4 3 8 3 12 0s8-3 12 0 8 3 12 0 8-3 12 0 8 3 12 0 8-3 12 0"
        fill="none"
        stroke="#fff"
        strokeOpacity=".55"
        strokeWidth="3"
        strokeLinecap="round"
      />
      <rect x="22" y="40" width="76" height="15" rx="7.5" fill="var(--accent)" />
      <rect x="22" y="40" width="76" height="15" rx="7.5" fill="#fff" opacity=".16" />
      <rect x="46" y="44.5" width="28" height="6" rx="3" fill="#2a1a22" opacity=".55" />
      <circle cx="60" cy="26" r="15" fill="var(--honey)" />
      <circle
        cx="60"
        cy="26"
        r="10.5"
        fill="none"
        stroke="#fff"
        strokeOpacity=".75"
        strokeWidth="2.5"
      />
      <path
        d="M57 32V20h4.2a3.9 3.9 0 0 1 0 7.8H55.2M55.2 30h5.6"
        fill="none"
        stroke="#fff"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path d="M41 41h38v9H41z" fill="none" />
    </svg>
  );
}
