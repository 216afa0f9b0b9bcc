'use client';
import {
  type ColumnDef,
  FlexRender,
  type Row,
  type RowData,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import clsx from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useMemo } from 'react';
import { useI18n } from '@/lib/messages/provider';
import { Skeleton } from '../ui/skeleton';
import { EmptyState } from '../ui/states';
import { AdminFailure } from './failure';
import { type PageState, Pages } from './list-parts';

export interface Column<T> {
  id: string;
  head: string;
  cell(row: T): ReactNode;
  /** The server's name of this order, `-name` from the end; given first by a press: `-used`. */
  sort?: string;
  /** Numbers stand at the end. */
  end?: boolean;
  /** Buttons: the head is for readers only. */
  quiet?: boolean;
}

interface Props<T extends RowData> {
  /** What the table is of, for readers. */
  caption: string;
  columns: readonly Column<T>[];
  /** Undefined while nothing has come yet. */
  rows: readonly T[] | undefined;
  rowId(row: T): string;
  /** The whole row leads there, through a link around its first cell. */
  href?(row: T): string;
  /** A row on a phone; without it the columns stand under one another. */
  card?(row: T): ReactNode;
  sort?: string;
  onSort?(sort: string): void;
  error?: unknown;
  onRetry(): void;
  empty: { title: string; text?: string; action?: ReactNode };
  pages?: PageState;
  onPage?(page: number): void;
}

/** The server finds, sorts and pages: the table needs no features of its own. */
const features = tableFeatures({});

/** Every list of staff: a table on a desktop, cards on a phone, and what is shown meanwhile. */
export function DataTable<T extends RowData>(props: Props<T>) {
  const { caption, columns, rows, rowId, error, onRetry, empty, pages, onPage } = props;
  const { t } = useI18n();
  const data = useMemo(() => [...(rows ?? [])], [rows]);
  const defs = useMemo(
    () =>
      columns.map(
        ({ id, cell }): ColumnDef<typeof features, T> => ({
          id,
          cell: ({ row }) => cell(row.original),
        }),
      ),
    [columns],
  );
  const table = useTable({ features, data, columns: defs, getRowId: rowId });

  if (!rows) {
    if (error) return <AdminFailure error={error} onRetry={onRetry} />;
    return (
      <div role="status" className="mt-2">
        <span className="sr-only">{t('list.loading')}</span>
        <Skeleton className="h-80 rounded-xl" />
      </div>
    );
  }
  const shown = table.getRowModel().rows;
  return (
    <>
      {shown.length === 0 ? (
        <EmptyState {...empty} />
      ) : (
        <>
          <div className="card mt-2 hidden overflow-x-auto px-2 lg:block">
            <table className="w-full text-start">
              <caption className="sr-only">{caption}</caption>
              <thead>
                <tr className="border-b border-line">
                  {columns.map((column) => (
                    <Head key={column.id} column={column} sort={props.sort} onSort={props.onSort} />
                  ))}
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <TableRow key={row.id} row={row} {...props} />
                ))}
              </tbody>
            </table>
          </div>
          <ul aria-label={caption} className="mt-2 grid grid-cols-1 gap-3 sm:grid-cols-2 lg:hidden">
            {shown.map((row) => (
              <li
                key={row.id}
                data-testid={`card-${row.id}`}
                className="card relative grid grid-cols-1 content-start gap-3 p-4"
              >
                {props.card ? props.card(row.original) : <Stacked row={row} {...props} />}
              </li>
            ))}
          </ul>
        </>
      )}
      {pages && onPage && <Pages state={pages} onPage={onPage} />}
    </>
  );
}

type RowProps<T extends RowData> = Pick<Props<T>, 'columns' | 'href'> & {
  row: Row<typeof features, T>;
};

function TableRow<T extends RowData>({ row, columns, href }: RowProps<T>) {
  return (
    <tr
      data-testid={`row-${row.id}`}
      className="relative border-b border-line last:border-0 hover:bg-sunken"
    >
      {row.getAllCells().map((cell, i) => (
        <td
          key={cell.id}
          className={clsx('px-3 py-3 align-middle', columns[i]?.end && 'num text-end')}
        >
          {i === 0 && href ? (
            <RowLink href={href(row.original)}>
              <FlexRender cell={cell} />
            </RowLink>
          ) : (
            <FlexRender cell={cell} />
          )}
        </td>
      ))}
    </tr>
  );
}

/** The columns under one another, each with its name. */
function Stacked<T extends RowData>({ row, columns, href }: RowProps<T>) {
  const [first, ...others] = row.getAllCells();
  return (
    <>
      {first &&
        (href ? (
          <RowLink href={href(row.original)}>
            <FlexRender cell={first} />
          </RowLink>
        ) : (
          <FlexRender cell={first} />
        ))}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {others.map((cell, i) => {
          const column = columns[i + 1];
          return (
            <div key={cell.id} className="col-span-2 grid grid-cols-subgrid items-center">
              <dt className={clsx('text-muted', column?.quiet && 'sr-only')}>{column?.head}</dt>
              <dd className={clsx('min-w-0 text-end break-words', column?.quiet && 'col-span-2')}>
                <FlexRender cell={cell} />
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}

/** Reaches over the whole row or card; other controls in it need `relative` to stay above. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="font-semibold after:absolute after:inset-0 after:rounded-xl">
      {children}
    </Link>
  );
}

interface HeadProps<T extends RowData> extends Pick<Props<T>, 'sort' | 'onSort'> {
  column: Column<T>;
}

function Head<T extends RowData>({ column, sort = '', onSort }: HeadProps<T>) {
  const { t } = useI18n();
  const { head, sort: first, end, quiet } = column;
  const name = first?.replace(/^-/, '');
  const mine = name !== undefined && sort.replace(/^-/, '') === name;
  const Arrow = sort.startsWith('-') ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={
        !name ? undefined : !mine ? 'none' : sort.startsWith('-') ? 'descending' : 'ascending'
      }
      className={clsx('px-3 py-3 text-sm font-medium text-muted', end ? 'text-end' : 'text-start')}
    >
      {!first || !onSort ? (
        <span className={clsx(quiet && 'sr-only')}>{head}</span>
      ) : (
        <button
          type="button"
          title={t('list.sortBy', { name: head })}
          onClick={() => onSort(sort === first ? opposite(first) : first)}
          className={clsx('inline-flex items-center gap-1 hover:text-ink', mine && 'text-ink')}
        >
          {head}
          {mine && <Arrow aria-hidden="true" className="size-4" />}
        </button>
      )}
    </th>
  );
}

function opposite(sort: string): string {
  return sort.startsWith('-') ? sort.slice(1) : `-${sort}`;
}
