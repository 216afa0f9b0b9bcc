/** The board asks by itself: a new order appears, rings and is counted; a refused move says why. */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { Board } from '@/components/admin/orders/board';
import { BoardProvider } from '@/components/admin/orders/board-provider';
import { SoundSwitch } from '@/components/admin/orders/sound-switch';
import type { BoardAnswer, BoardCard } from '@/lib/api/staff-orders';
import { asked, playApi, problem, server, show } from './harness';

playApi();

const NOW = '2026-03-02T09:00:00.000Z';
const BOARD = 'GET /api/admin/orders/board';

let notes = 0;
class Ears {
  state = 'running';
  currentTime = 0;
  destination = {};
  createGain() {
    const gain = { setValueAtTime: () => {}, exponentialRampToValueAtTime: () => {} };
    return { gain, connect: () => this };
  }
  createOscillator() {
    const node = { type: '', frequency: { value: 0 }, stop: () => {} };
    return { ...node, connect: () => this.createGain(), start: () => notes++ };
  }
}

beforeEach(() => {
  notes = 0;
  Object.assign(globalThis, { AudioContext: Ears });
  document.title = 'Заказы';
});

function card(id: number, change: Partial<BoardCard> = {}): BoardCard {
  return {
    id,
    number: String(id),
    status: 'new',
    createdAt: NOW,
    since: NOW,
    scheduledFor: null,
    deliveryAddress: null,
    comment: null,
    paymentMethod: 'cash',
    paymentStatus: 'unpaid',
    payable: 500,
    pointsUsed: 0,
    customer: { id: 1, phone: '+79990000001', name: null },
    seen: 0,
    items: [{ name: 'Борщ', quantity: 2, addOns: ['Сметана'] }],
    ...change,
  };
}

/** Answers one after another; the last one for good. Answers what was known each time. */
function play(...boards: BoardCard[][]): (string | null)[] {
  const known: (string | null)[] = [];
  const admin = { id: 1, email: 'a@example.com', name: 'Смена', role: 'operator' };
  server.use(
    http.get('*/api/admin/auth/me', () => HttpResponse.json({ admin })),
    http.get('*/api/admin/orders/board', ({ request }) => {
      const version = new URL(request.url).searchParams.get('known');
      const n = Math.min(known.push(version), boards.length);
      const orders = version === String(n) ? null : (boards[n - 1] ?? []);
      const counts = { new: orders?.filter((o) => o.status === 'new').length ?? 0 };
      const answer: BoardAnswer = { version: String(n), now: NOW, orders, counts };
      return HttpResponse.json(answer);
    }),
  );
  show(
    <BoardProvider>
      <SoundSwitch />
      <Board />
    </BoardProvider>,
  );
  return known;
}

test('a new order comes without a reload, rings once and stands in the title', async () => {
  const known = play([card(1)], [card(2), card(1)]);
  await screen.findByTestId('order-1');
  expect(notes).toBe(0);
  expect(document.title).toBe('(1) Заказы');
  const fresh = await screen.findByTestId('order-2');
  expect(fresh).toHaveTextContent('2 ×Борщ + Сметана');
  expect(notes).toBe(3);
  expect(document.title).toBe('(2) Заказы');
  await waitFor(() => expect(known).toEqual([null, '1', '2']));
  expect(screen.getByTestId('order-2')).toBe(fresh);
  expect(notes).toBe(3);
});

test('switched off, the sound stays off', async () => {
  play([card(1)], [card(2), card(1)]);
  await screen.findByTestId('order-1');
  const sound = screen.getByRole('switch', { name: 'Звук новых заказов' });
  await userEvent.click(sound);
  expect(sound).not.toBeChecked();
  await screen.findByTestId('order-2');
  expect(notes).toBe(0);
  await userEvent.click(sound);
  // Heard at once.
  await waitFor(() => expect(notes).toBe(3));
});

test('a move shows at once; one that somebody was faster with says so', async () => {
  play([card(2), card(1)]);
  const sent: unknown[] = [];
  const events = [{ n: 1, at: NOW, kind: 'status', actor: 'admin', status: 'accepted' }];
  server.use(
    http.patch('*/api/admin/orders/1', async ({ request }) => {
      sent.push(await request.json());
      const order = { ...card(1, { status: 'accepted' }), events };
      return HttpResponse.json({ success: true, order, orderNumber: '1' });
    }),
    http.patch('*/api/admin/orders/2', () => problem(409, 'ORDER_CHANGED')),
  );
  const column = (name: string) => within(screen.getByTestId(`column-${name}`));
  await userEvent.click(await screen.findByRole('button', { name: 'Принять: заказ 1' }));
  await column('accepted').findByTestId('order-1');
  expect(sent).toEqual([{ status: 'accepted', seen: 0 }]);
  const before = asked.filter((one) => one === BOARD).length;
  await userEvent.click(screen.getByRole('button', { name: 'Принять: заказ 2' }));
  await column('new').findByText(/тем временем изменили/);
  await waitFor(() => {
    expect(asked.filter((one) => one === BOARD).length).toBeGreaterThan(before);
  });
});
