'use client';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { OrderPreviewAnswer, PreviewSide } from '@/lib/api/order-preview';
import type { StaffOrder } from '@/lib/client/admin-api';
import {
  draftOf,
  type LineDraft,
  lineKey,
  readFee,
  wishOf,
  withDish,
  withQuantity,
} from '@/lib/client/line-draft';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { Button, IconButton } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Input } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { Stepper } from '../../ui/stepper';
import { Window } from '../../ui/window';
import { AddDish } from './add-dish';
import { ChangeRefusal, Consequences } from './consequences';
import { useConfirmed, usePreview } from './use-order-change';

/** Dishes, delivery fee and points of an order; the server says what comes of it before it is saved. */
export function LinesWindow({ order, onClose }: { order: StaffOrder; onClose(): void }) {
  const i18n = useI18n();
  const { t, money } = i18n;
  const [draft, setDraft] = useState<LineDraft>(() => draftOf(order));
  const wish = wishOf(order, draft);
  const { preview, fresh, error } = usePreview(order, wish, true);
  const { confirm, busy, failure, failed } = useConfirmed(order, onClose);
  const empty = draft.lines.length === 0;
  const badFee = readFee(draft.fee) === null;
  const code = preview?.refusal?.code ?? failed;

  return (
    <Window
      open
      size="md"
      onOpenChange={(open) => !open && !busy && onClose()}
      title={t('lines.title', { number: order.number })}
      footer={
        <div className="grid grid-cols-2 items-center gap-3 sm:flex sm:justify-end">
          {preview && fresh && !code && (
            <p className="num col-span-2 me-auto font-semibold">
              {t('lines.payable')}: {money(preview.before.payable)} → {money(preview.after.payable)}
            </p>
          )}
          <Button look="ghost" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            busy={busy}
            disabled={!wish || !fresh || preview?.refusal !== null}
            onClick={() => wish && preview && void confirm(wish, preview)}
          >
            {t('lines.save')}
          </Button>
        </div>
      }
    >
      <Lines draft={draft} onChange={setDraft} />
      {empty && (
        <Notice tone="bad" alert>
          {t('lines.empty')}
        </Notice>
      )}
      <div className="mt-4 grid gap-4">
        <AddDish onAdd={(dish, addOns) => setDraft((d) => withDish(d, dish, addOns))} />
        <Input
          label={t('lines.fee')}
          inputMode="decimal"
          className="max-w-40"
          maxLength={9}
          error={badFee ? t('lines.feeBad') : null}
          value={draft.fee}
          onChange={(e) => setDraft({ ...draft, fee: e.target.value })}
        />
        {order.pointsUsed > 0 && (
          <Checkbox
            checked={draft.dropPoints}
            onChange={(dropPoints) => setDraft({ ...draft, dropPoints })}
          >
            {t('lines.drop', { count: order.pointsUsed })}
          </Checkbox>
        )}
        <section
          aria-label={t('change.what')}
          aria-live="polite"
          aria-busy={wish !== null && !fresh}
          className="grid gap-3 rounded-lg bg-sunken p-4"
        >
          {!wish && <p className="text-sm text-muted">{t('lines.unchanged')}</p>}
          {preview && !code && (
            <>
              <Comparison preview={preview} />
              <Consequences preview={preview} />
            </>
          )}
          {code && <ChangeRefusal code={code} customerId={order.customer.id} />}
          {!code && Boolean(error ?? failure) && (
            <Notice tone="bad" alert>
              {problemText(i18n, error ?? failure)}
            </Notice>
          )}
        </section>
      </div>
    </Window>
  );
}

function Lines({ draft, onChange }: { draft: LineDraft; onChange(draft: LineDraft): void }) {
  const { t } = useI18n();
  return (
    <ul>
      {draft.lines.map((line) => {
        const key = lineKey(line);
        const set = (quantity: number) =>
          onChange({ ...draft, lines: withQuantity(draft.lines, key, () => quantity) });
        return (
          <li
            key={key}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2.5 last:border-0"
          >
            <span className="min-w-40 grow basis-40">
              <span className="font-medium">{line.name}</span>
              {line.addOns.length > 0 && (
                <span className="block text-sm text-muted">
                  {line.addOns.map((a) => a.name).join(', ')}
                </span>
              )}
            </span>
            <Stepper
              label={t('lines.quantity', { name: line.name })}
              value={line.quantity}
              onChange={set}
            />
            <IconButton label={t('lines.remove', { name: line.name })} onClick={() => set(0)}>
              <Trash2 aria-hidden="true" className="size-5" />
            </IconButton>
          </li>
        );
      })}
    </ul>
  );
}

const rows: readonly { name: MessageKey; pick(side: PreviewSide): number }[] = [
  { name: 'lines.sum', pick: (s) => s.subtotal },
  { name: 'lines.delivery', pick: (s) => s.deliveryFee },
  { name: 'lines.promo', pick: (s) => -s.promoDiscount },
  { name: 'lines.pointsUsed', pick: (s) => -s.pointsUsed },
  { name: 'lines.payable', pick: (s) => s.payable },
];

/** The sums before and after; those of 0 on both sides are left out. */
function Comparison({ preview: { before, after } }: { preview: OrderPreviewAnswer }) {
  const { t, money } = useI18n();
  return (
    <table className="num w-full text-sm">
      <thead>
        <tr className="text-muted">
          <td />
          <th scope="col" className="pb-1 text-end font-medium">
            {t('lines.before')}
          </th>
          <th scope="col" className="pb-1 text-end font-medium">
            {t('lines.after')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows
          .filter(({ pick }) => pick(before) !== 0 || pick(after) !== 0)
          .map(({ name, pick }) => (
            <tr key={name} className="last:border-t last:border-line-strong last:font-bold">
              <th scope="row" className="py-1 text-start font-normal whitespace-normal">
                {t(name)}
              </th>
              <td className="py-1 text-end">{money(pick(before))}</td>
              <td className={`py-1 text-end ${pick(before) === pick(after) ? '' : 'font-bold'}`}>
                {money(pick(after))}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
