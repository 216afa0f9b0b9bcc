import clsx from 'clsx';
import type { ReactNode } from 'react';

interface Props {
  /** What the table is of, for readers. */
  caption: string;
  head: readonly string[];
  /** The first cell names the row; the rest are numbers. */
  rows: readonly { key: string; cells: readonly ReactNode[]; strong?: boolean }[];
}

/** A small table of numbers that scrolls by itself on a phone. */
export function NumberTable({ caption, head, rows }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the keyboard
    <section aria-label={caption} tabIndex={0} className="overflow-x-auto rounded-md">
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b border-line text-muted">
            {head.map((cell, i) => (
              <th
                key={cell}
                scope="col"
                className={clsx(
                  'px-1 py-2.5 font-medium first:ps-0 sm:px-3',
                  i === 0 ? 'text-start' : 'text-end',
                )}
              >
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name, ...cells], strong }) => (
            <tr
              key={key}
              className={clsx('border-b border-line last:border-0', strong && 'font-semibold')}
            >
              <th scope="row" className="py-2.5 pe-2 text-start font-medium sm:pe-3">
                {name}
              </th>
              {cells.map((cell, i) => (
                <td key={head[i + 1]} className="num px-1 py-2.5 text-end sm:px-3">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

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
