'use client';
import { Pencil } from 'lucide-react';
import { useMemo } from 'react';
import type { PromoCodesAnswer, PromoCodeView } from '@/lib/api/promo-answers';
import type { PromoListState } from '@/lib/client/promo-admin';
import { useI18n } from '@/lib/messages/provider';
import { IconButton } from '../../ui/button';
import { type Column, DataTable } from '../data-table';
import { CodeName, Discount, StateSwitch, Term, Used } from './promo-cells';

interface Props {
  answer: PromoCodesAnswer | undefined;
  error: unknown;
  onRetry(): void;
  sort: PromoListState['sort'];
  onSort(sort: PromoListState['sort']): void;
  onPage(page: number): void;
  onCampaign(campaign: string): void;
  onEdit(code: PromoCodeView): void;
  onUsage(code: PromoCodeView): void;
  onToggle(code: PromoCodeView, active: boolean): void;
}

/** The codes, as the server has found, sorted and paged them. */
export function PromoTable(props: Props) {
  const { answer, error, onRetry, sort, onSort, onPage } = props;
  const { t } = useI18n();
  const columns = useMemo(() => columnsOf(props, t), [props, t]);
  return (
    <DataTable
      caption={t('promoAdmin.title')}
      columns={columns}
      rows={answer?.codes}
      rowId={(code) => code.code}
      card={(code) => <Card code={code} {...props} />}
      sort={sort}
      onSort={(next) => onSort(next as PromoListState['sort'])}
      error={error}
      onRetry={onRetry}
      empty={{ title: t('promoAdmin.empty'), text: t('promoAdmin.emptyText') }}
      {...(answer && { pages: answer })}
      onPage={onPage}
    />
  );
}

/** What most want to see first: names from A, large numbers and late dates on top. */
function columnsOf(
  { onCampaign, onUsage, onToggle, onEdit }: Props,
  t: ReturnType<typeof useI18n>['t'],
): Column<PromoCodeView>[] {
  return [
    {
      id: 'code',
      head: t('promoAdmin.col.code'),
      sort: 'code',
      cell: (code) => <CodeName code={code} onCampaign={onCampaign} />,
    },
    {
      id: 'discount',
      head: t('promoAdmin.col.discount'),
      cell: (code) => <Discount code={code} />,
    },
    {
      id: 'term',
      head: t('promoAdmin.col.term'),
      sort: '-until',
      cell: (code) => <Term code={code} />,
    },
    {
      id: 'used',
      head: t('promoAdmin.col.used'),
      sort: '-used',
      cell: (code) => <Used code={code} onOpen={onUsage} />,
    },
    {
      id: 'state',
      head: t('promoAdmin.col.state'),
      cell: (code) => <StateSwitch code={code} onToggle={onToggle} />,
    },
    {
      id: 'actions',
      head: t('promoAdmin.col.actions'),
      quiet: true,
      cell: (code) => <Edit code={code} onEdit={onEdit} />,
    },
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

function Card({ code, ...props }: Props & { code: PromoCodeView }) {
  return (
    <>
      <div className="flex items-start justify-between gap-3">
        <CodeName code={code} onCampaign={props.onCampaign} />
        <Edit code={code} onEdit={props.onEdit} />
      </div>
      <div className="grid grid-cols-2 gap-3">
        <Discount code={code} />
        <Term code={code} />
      </div>
      <div className="flex items-center justify-between gap-3 border-t border-line pt-2">
        <Used code={code} named onOpen={props.onUsage} />
        <StateSwitch code={code} onToggle={props.onToggle} />
      </div>
    </>
  );
}
