'use client';
import {
  type ColumnDef,
  FlexRender,
  type Row,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import clsx from 'clsx';
import { ArrowDown, ArrowUp, Pencil } from 'lucide-react';
import { useMemo } from 'react';
import type { PromoCodeView } from '@/lib/api/promo-answers';
import type { PromoListState } from '@/lib/client/promo-admin';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { IconButton } from '../../ui/button';
import { CodeName, Discount, StateSwitch, Term, Used } from './promo-cells';

interface Props {
  codes: PromoCodeView[];
  sort: PromoListState['sort'];
  onSort(sort: PromoListState['sort']): void;
  onCampaign(campaign: string): void;
  onEdit(code: PromoCodeView): void;
  onUsage(code: PromoCodeView): void;
  onToggle(code: PromoCodeView, active: boolean): void;
}

/** The server finds, sorts and pages: the table needs no features of its own. */
const features = tableFeatures({});

type SortName = 'code' | 'used' | 'until';
const sortOf: Record<string, SortName | undefined> = { code: 'code', used: 'used', term: 'until' };
/** What most want to see first: names from A, large numbers and late dates on top. */
const firstSort: Record<SortName, PromoListState['sort']> = {
  code: 'code',
  used: '-used',
  until: '-until',
};

/** A table on a desktop, cards on a phone; the server has sorted and paged. */
export function PromoTable(props: Props) {
  const { codes, sort, onSort } = props;
  const { t } = useI18n();
  const columns = useMemo(() => columnsOf(props), [props]);
  const table = useTable({ features, data: codes, columns, getRowId: (code) => String(code.id) });
  const rows = table.getRowModel().rows;

  return (
    <>
      <div className="card mt-2 hidden overflow-x-auto px-2 lg:block">
        <table className="w-full text-start">
          <thead>
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} className="border-b border-line">
                {group.headers.map(({ id }) => (
                  <th
                    key={id}
                    scope="col"
                    aria-sort={ariaSort(sortOf[id], sort)}
                    className="px-3 py-3 text-start text-sm font-medium text-muted"
                  >
                    <Head id={id} sort={sort} onSort={onSort} />
                  </th>
                ))}
              </tr>
            ))}
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr
                key={row.id}
                data-testid={`row-${row.original.code}`}
                className="border-b border-line last:border-0 hover:bg-sunken"
              >
                {row.getAllCells().map((cell) => (
                  <td key={cell.id} className="px-3 py-3 align-middle">
                    <FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul aria-label={t('promoAdmin.title')} className="mt-2 grid gap-3 lg:hidden">
        {rows.map((row) => (
          <Card key={row.id} row={row} {...props} />
        ))}
      </ul>
    </>
  );
}

function columnsOf(props: Props): ColumnDef<typeof features, PromoCodeView>[] {
  return [
    {
      id: 'code',
      cell: ({ row }) => <CodeName code={row.original} onCampaign={props.onCampaign} />,
    },
    { id: 'discount', cell: ({ row }) => <Discount code={row.original} /> },
    { id: 'term', cell: ({ row }) => <Term code={row.original} /> },
    { id: 'used', cell: ({ row }) => <Used code={row.original} onOpen={props.onUsage} /> },
    {
      id: 'state',
      cell: ({ row }) => <StateSwitch code={row.original} onToggle={props.onToggle} />,
    },
    { id: 'actions', cell: ({ row }) => <Edit code={row.original} onEdit={props.onEdit} /> },
  ];
}

function Edit({ code, onEdit }: { code: PromoCodeView; onEdit(code: PromoCodeView): void }) {
  const { t } = useI18n();
  return (
    <IconButton label={t('promoAdmin.edit', { code: code.code })} onClick={() => onEdit(code)}>
      <Pencil aria-hidden="true" className="size-5" />
    </IconButton>
  );
}

function Head(props: { id: string; sort: Props['sort']; onSort: Props['onSort'] }) {
  const { t } = useI18n();
  const { id, sort, onSort } = props;
  const name = t(`promoAdmin.col.${id}` as MessageKey);
  const by = sortOf[id];
  if (id === 'actions') return <span className="sr-only">{name}</span>;
  if (!by) return name;
  const mine = sort === by || sort === `-${by}`;
  const next = sort === firstSort[by] ? opposite(sort) : firstSort[by];
  return (
    <button
      type="button"
      onClick={() => onSort(next)}
      className={clsx('inline-flex items-center gap-1 hover:text-ink', mine && 'text-ink')}
    >
      {name}
      {mine &&
        (sort.startsWith('-') ? (
          <ArrowDown aria-hidden="true" className="size-4" />
        ) : (
          <ArrowUp aria-hidden="true" className="size-4" />
        ))}
    </button>
  );
}

function opposite(sort: Props['sort']): Props['sort'] {
  return (sort.startsWith('-') ? sort.slice(1) : `-${sort}`) as Props['sort'];
}

function ariaSort(by: SortName | undefined, sort: Props['sort']) {
  if (!by) return undefined;
  if (sort === by) return 'ascending';
  return sort === `-${by}` ? 'descending' : 'none';
}

function Card({ row, ...props }: Props & { row: Row<typeof features, PromoCodeView> }) {
  const code = row.original;
  return (
    <li className="card grid gap-3 p-4" data-testid={`card-${code.code}`}>
      <div className="flex items-start justify-between gap-3">
        <CodeName code={code} onCampaign={props.onCampaign} />
        <Edit code={code} onEdit={props.onEdit} />
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Discount code={code} />
        <Term code={code} />
      </div>
      <div className="flex items-center justify-between gap-3 border-t border-line pt-2">
        <Used code={code} onOpen={props.onUsage} />
        <StateSwitch code={code} onToggle={props.onToggle} />
      </div>
    </li>
  );
}
