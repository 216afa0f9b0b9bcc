/** A change that cannot be made says why, and the way out. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { OrderActions } from '@/components/admin/order/order-actions';
import { BoardProvider } from '@/components/admin/orders/board-provider';
import type { OrderPreviewAnswer, PreviewSide } from '@/lib/api/order-preview';
import type { StaffOrder } from '@/lib/client/admin-api';
import { order as customersOrder } from './fixtures';
import { playApi, problem, server, show } from './harness';

playApi();

const order: StaffOrder = {
  ...customersOrder(),
  status: 'new',
  deliveryAddress: 'Лесная, 5',
  pointsUsed: 500,
  payable: 500,
  paid: 0,
  events: [{ n: 0, at: '2026-03-02T09:00:00Z', kind: 'placed', actor: 'customer' }],
  customer: { id: 7, phone: '+79990000007', name: 'Анна' },
};

function side(change: Partial<PreviewSide> = {}): PreviewSide {
  const { status, items, subtotal, deliveryFee, promoDiscount, total } = order;
  const { pointsUsed, payable, paid, refundDue } = order;
  const sums = {
    subtotal,
    deliveryFee,
    promoDiscount,
    total,
    pointsUsed,
    payable,
    paid,
    refundDue,
  };
  const points = { due: 500, earned: 0, promised: 0, available: 0, debt: 0 };
  return { status, items, ...sums, ...points, ...change };
}

function answer(change: Partial<OrderPreviewAnswer>): OrderPreviewAnswer {
  return {
    refusal: null,
    seen: 0,
    before: side(),
    after: side(),
    points: { spent: 0, returned: 0, earned: 0, takenBack: 0 },
    refundBy: 'staff',
    ...change,
  };
}

interface Wish {
  status?: string;
  dropPoints?: true;
}

/** The staff's API: previews as `tell` says, what is sent is kept. */
function play(tell: (wish: Wish) => OrderPreviewAnswer, sent: unknown[] = []) {
  const admin = { id: 1, email: 'a@example.com', name: 'Смена', role: 'operator' };
  const board = { version: 'a', now: '2026-03-02T09:00:00Z', orders: [], counts: {} };
  server.use(
    http.get('*/api/admin/auth/me', () => HttpResponse.json({ admin })),
    http.get('*/api/admin/orders/board', () => HttpResponse.json(board)),
    http.post('*/api/admin/orders/:id/preview', async ({ request }) =>
      HttpResponse.json(tell((await request.json()) as Wish)),
    ),
    http.patch('*/api/admin/orders/:id', async ({ request }) => {
      sent.push(await request.json());
      return sent.length === 1
        ? problem(409, 'ORDER_CHANGED')
        : HttpResponse.json({ success: true, order, orderNumber: order.number });
    }),
  );
  show(
    <BoardProvider>
      <OrderActions order={order} />
    </BoardProvider>,
  );
}

test('points that are gone: the step is closed, and dropping them opens it', async () => {
  const sent: unknown[] = [];
  play(({ status, dropPoints }) => {
    if (!dropPoints) return answer({ refusal: { code: 'POINTS_UNAVAILABLE', fields: [] } });
    const after = { status: status as 'accepted', pointsUsed: 0, payable: 1000, due: 1000 };
    return answer({ after: side(after), seen: 4 });
  }, sent);
  await screen.findByText(/на балансе больше нет/);
  const next = screen.getByRole('button', { name: 'Перевести: Принят' });
  expect(next).toBeDisabled();
  await userEvent.click(screen.getByRole('button', { name: 'Снять баллы и перевести' }));
  const window = await screen.findByRole('dialog');
  await userEvent.click(
    await within(window).findByRole('button', { name: 'Снять баллы и перевести' }),
  );
  await within(window).findByText(/Доплата с клиента: 500/);
  const confirm = within(window).getByRole('button', { name: 'Перевести' });
  await waitFor(() => expect(confirm).toBeEnabled());
  await userEvent.click(confirm);

  // Somebody was faster: told, and what is told anew can be confirmed.
  await within(window).findByText(/тем временем изменили/);
  await waitFor(() => expect(confirm).toBeEnabled());
  await userEvent.click(confirm);
  await waitFor(() => expect(window).not.toBeInTheDocument());
  const body = { status: 'accepted', dropPoints: true, seen: 4 };
  expect(sent).toEqual([body, body]);
});

test('a take-back that nothing is left for: why, and where points can be added', async () => {
  play(({ status }) =>
    status === 'cancelled'
      ? answer({ refusal: { code: 'CLAWBACK_SHORTFALL', fields: [] } })
      : answer({ after: side({ status: 'accepted' }) }),
  );
  await screen.findByText('На деньги и баллы не влияет');
  await userEvent.click(screen.getByRole('button', { name: 'Отменить заказ' }));
  const window = await screen.findByRole('dialog');
  await within(window).findByText(/забрать их не из чего/);
  const card = within(window).getByRole('link', { name: 'Карточка клиента' });
  expect(card).toHaveAttribute('href', '/admin/customers/7');
  expect(within(window).getByRole('button', { name: 'Отменить заказ' })).toBeDisabled();
});
