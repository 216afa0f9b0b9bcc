import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { expect, test, vi } from 'vitest';
import { AdjustWindow } from '@/components/admin/customers/adjust-window';
import type { AdminUserLoyaltyAnswer } from '@/lib/api/admin-loyalty-answers';
import { playApi, problem, server, show } from './harness';

playApi();

const loyalty = { user: { id: 7 }, available: 120, debt: 0 } as AdminUserLoyaltyAnswer;

/** The corrections that were sent, with their keys. */
function play(answer: (n: number) => Response) {
  const sent: { key: string | null; body: unknown }[] = [];
  server.use(
    http.post('*/api/admin/loyalty/adjust', async ({ request }) => {
      sent.push({ key: request.headers.get('idempotency-key'), body: await request.json() });
      return answer(sent.length);
    }),
  );
  return sent;
}

const done = () => HttpResponse.json({ success: true, balance: 1, entry: { points: -20 } });

async function fill(amount: string) {
  const user = userEvent.setup();
  await user.click(screen.getByRole('radio', { name: 'Списать' }));
  await user.type(screen.getByRole('textbox', { name: 'Сколько баллов' }), amount);
  await user.type(screen.getByRole('textbox', { name: 'Причина' }), 'Возврат');
  return user;
}

test('nothing is sent before it is filled in', async () => {
  const sent = play(done);
  show(<AdjustWindow loyalty={loyalty} onClose={vi.fn()} onDone={vi.fn()} />);
  await userEvent.setup().click(screen.getByRole('button', { name: 'Начислить' }));
  expect(await screen.findByText('Напишите причину, хотя бы три знака')).toBeVisible();
  expect(screen.getByText('Целое число от 1 до 1 000 000')).toBeVisible();
  expect(sent).toEqual([]);
});

test('the server’s limit is told at the amount, and the window stays', async () => {
  play(() => problem(409, 'POINTS_UNAVAILABLE', { maxPoints: 120 }));
  const closed = vi.fn();
  show(<AdjustWindow loyalty={loyalty} onClose={closed} onDone={vi.fn()} />);
  const user = await fill('500');
  await user.click(screen.getByRole('button', { name: 'Списать' }));
  expect(await screen.findByText('Можно списать не больше 120')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Сколько баллов' })).toBeInvalid();
  expect(closed).not.toHaveBeenCalled();
});

test('sent again after a lost answer it carries the same key', async () => {
  const sent = play((n) => (n === 1 ? HttpResponse.error() : done()));
  const closed = vi.fn();
  const changed = vi.fn();
  show(<AdjustWindow loyalty={loyalty} onClose={closed} onDone={changed} />);
  const user = await fill('20');
  expect(screen.getByText('Станет доступно: 100')).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Списать' }));
  await screen.findByText(/Нет связи с сервером/);
  await user.click(screen.getByRole('button', { name: 'Списать' }));
  await waitFor(() => expect(closed).toHaveBeenCalled());
  expect(changed).toHaveBeenCalled();
  const body = { userId: 7, amount: 20, type: 'spend', reason: 'Возврат' };
  expect(sent.map((one) => one.body)).toEqual([body, body]);
  expect(sent[0]?.key).toBeTruthy();
  expect(sent[1]?.key).toBe(sent[0]?.key);
});
