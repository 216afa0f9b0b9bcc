import clsx from 'clsx';
import type { ReactNode } from 'react';

interface Props {
  /** What the table is of, for readers. */
  caption: string;
  head: readonly string[];
  /** The first cell names the row; the rest are numbers. */
  rows: readonly { key: string; cells: readonly ReactNode[]; strong?: boolean }[];
}

/** A small table of numbers; too wide for a phone, it scrolls by itself. */
export function NumberTable({ caption, head, rows }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the keyboard
    <section aria-label={caption} tabIndex={0} className="overflow-x-auto rounded-md">
      <table className="w-full text-[0.8125rem] sm:text-sm">
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
