import type { ReactNode } from 'react';

/** A titled card with a chart or a table. */
export function Panel({
  title,
  text,
  children,
}: {
  title: string;
  text?: string | undefined;
  children: ReactNode;
}) {
  return (
    <section className="card min-w-0 p-4 sm:p-5">
      <h2 className="text-lg">{title}</h2>
      {text && <p className="mt-1 max-w-prose text-sm text-muted">{text}</p>}
      <div className="mt-4">{children}</div>
    </section>
  );
}

/** Numbers behind a chart, one press away. */
export function Folded({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="mt-3">
      <summary className="flex min-h-11 items-center text-sm font-medium text-accent-ink">
        {title}
      </summary>
      <div className="max-h-96 overflow-y-auto">{children}</div>
    </details>
  );
}
