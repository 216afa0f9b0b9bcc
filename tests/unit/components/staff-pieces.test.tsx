/** Pieces that all staff pages share: the frame by role, the table, tabs, asking before. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import type { ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { type Column, DataTable } from '@/components/admin/data-table';
import { AdminFrame } from '@/components/admin/frame';
import { ConfirmWindow } from '@/components/ui/confirm-window';
import { Tabs } from '@/components/ui/tabs';
import { ApiError } from '@/lib/client/errors';
import type { StaffRole } from '@/lib/customers/roles';
import { playApi, problem, pushed, server, show } from './harness';

playApi();

function at(query: string, page: ReactNode) {
  return show(
    <SearchParamsContext.Provider value={new URLSearchParams(query)}>
      {page}
    </SearchParamsContext.Provider>,
  );
}

function signedIn(role: StaffRole) {
  const admin = { id: 1, email: 'a@b.ru', name: 'Ольга', role };
  server.use(http.get('*/api/admin/auth/me', () => HttpResponse.json({ admin })));
}

describe('the frame', () => {
  test('shows an operator their sections, and says that the rest is closed', async () => {
    signedIn('operator');
    at(
      '',
      <AdminFrame least="manager">
        <p>тайна</p>
      </AdminFrame>,
    );
    await screen.findByRole('heading', { name: 'Сюда вам нельзя' });
    screen.getByText(/для управляющих и владельца. Ваша роль: оператор/);
    expect(screen.queryByText('тайна')).toBeNull();
    const nav = screen.getByRole('navigation', { name: 'Разделы' });
    expect(within(nav).queryByText('Промокоды')).toBeNull();
    within(nav).getByText('Заказы');
  });

  test('shows a manager the page, and its shortcut works', async () => {
    signedIn('manager');
    at(
      '',
      <AdminFrame least="manager">
        <p>тайна</p>
      </AdminFrame>,
    );
    await screen.findByText('тайна');
    fireEvent.keyDown(document.body, { key: 'п', code: 'KeyG' });
    fireEvent.keyDown(document.body, { key: 'з', code: 'KeyP' });
    expect(pushed).toHaveBeenCalledWith('/admin/promo-codes');
  });

  test('sends nobody to the sign-in, which will lead back', async () => {
    server.use(http.get('*/api/admin/auth/me', () => problem(401, 'UNAUTHORIZED')));
    at(
      '',
      <AdminFrame>
        <p>тайна</p>
      </AdminFrame>,
    );
    await waitFor(() =>
      expect(pushed).toHaveBeenCalledWith(expect.stringMatching(/^\/admin\?next=/)),
    );
    expect(screen.queryByText('тайна')).toBeNull();
  });
});

interface Dish {
  id: number;
  name: string;
}

const columns: Column<Dish>[] = [
  { id: 'name', head: 'Блюдо', sort: 'name', cell: ({ name }) => name },
  { id: 'id', head: 'Номер', sort: '-id', end: true, cell: ({ id }) => id },
];
const dishes: Dish[] = [
  { id: 1, name: 'Борщ' },
  { id: 2, name: 'Щи' },
];
const usual = {
  caption: 'Блюда',
  columns,
  rowId: ({ id }: Dish) => String(id),
  onRetry: () => undefined,
  empty: { title: 'Пусто' },
};

describe('the table', () => {
  test('is waiting, failed or empty, and says so', () => {
    const { unmount } = show(<DataTable {...usual} rows={undefined} />);
    screen.getByText('Загружаем список');
    unmount();
    const retry = vi.fn();
    const error = new ApiError({
      ...{ type: 'about:blank', title: '', status: 503, code: 'STORE_UNAVAILABLE' },
      ...{ detail: 'База не отвечает', instance: '/' },
    });
    const failed = show(<DataTable {...usual} rows={undefined} error={error} onRetry={retry} />);
    screen.getByText('База не отвечает');
    fireEvent.click(screen.getByRole('button', { name: 'Повторить' }));
    expect(retry).toHaveBeenCalled();
    failed.unmount();
    show(<DataTable {...usual} rows={[]} />);
    screen.getByRole('heading', { name: 'Пусто' });
  });

  test('sorts and pages by asking, and says how it is sorted', () => {
    const [onSort, onPage] = [vi.fn(), vi.fn()];
    show(
      <DataTable
        {...usual}
        rows={dishes}
        href={({ id }) => `/dishes/${id}`}
        sort="-id"
        onSort={onSort}
        pages={{ page: 2, limit: 2, total: 6 }}
        onPage={onPage}
      />,
    );
    const table = screen.getByRole('table', { name: 'Блюда' });
    expect(within(table).getByRole('link', { name: 'Борщ' })).toHaveAttribute('href', '/dishes/1');
    const sorted = (name: string) =>
      within(table).getByRole('columnheader', { name }).getAttribute('aria-sort');
    expect([sorted('Номер'), sorted('Блюдо')]).toEqual(['descending', 'none']);
    fireEvent.click(within(table).getByRole('button', { name: 'Номер' }));
    fireEvent.click(within(table).getByRole('button', { name: 'Блюдо' }));
    expect(onSort.mock.calls).toEqual([['id'], ['name']]);
    screen.getByText('Страница 2 из 3');
    fireEvent.click(screen.getByRole('button', { name: 'Следующая страница' }));
    expect(onPage).toHaveBeenCalledWith(3);
  });
});

test('tabs open what the address names, and go there', () => {
  const tabs = ['one', 'two', 'three'].map((value) => ({
    value,
    name: `Вкладка ${value}`,
    content: <p>содержание {value}</p>,
  }));
  const { unmount } = at('tab=two', <Tabs label="Вкладки" tabs={tabs} />);
  screen.getByText('содержание two');
  const press = (name: string) =>
    fireEvent.mouseDown(screen.getByRole('tab', { name }), { button: 0 });
  press('Вкладка three');
  press('Вкладка one');
  expect(pushed.mock.calls.map(([to]) => to)).toEqual(['/cart?tab=three', '/cart']);
  unmount();
  at('tab=unknown', <Tabs label="Вкладки" tabs={tabs} />);
  screen.getByText('содержание one');
});

test('asking before: a failure is told in the window, success closes it', async () => {
  const [onClose, work] = [vi.fn(), vi.fn()];
  work.mockRejectedValueOnce(new Error('нет')).mockResolvedValueOnce(undefined);
  show(<ConfirmWindow title="Удалить?" action="Удалить" bad onClose={onClose} onConfirm={work} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Удалить' }));
  await screen.findByRole('alert');
  expect(onClose).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: 'Удалить' }));
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(work).toHaveBeenCalledTimes(2);
});
