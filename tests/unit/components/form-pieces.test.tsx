/** Pieces that the staff's forms and filters share: the form's window, asking twice, waiting for typing. */
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { FormWindow, SureButton } from '@/components/admin/form-window';
import { NumberFilter } from '@/components/admin/health/record-filters';
import { SearchField } from '@/components/admin/list-parts';
import { playApi, show } from './harness';

playApi();

const nothing = () => {};

test('a form window stays while it is sending; why it was refused stands by its button', async () => {
  const onClose = vi.fn();
  const frame = (busy: boolean) => (
    <FormWindow
      title="Блюдо"
      action="Сохранить"
      busy={busy}
      refusal="Нет связи"
      onClose={onClose}
      onSubmit={nothing}
    >
      <input aria-label="Название" />
    </FormWindow>
  );
  const { rerender } = show(frame(true));
  await userEvent.keyboard('{Escape}');
  expect(onClose).not.toHaveBeenCalled();
  // In the footer, which does not scroll away with the fields.
  const refusal = screen.getByRole('alert');
  expect(screen.getByRole('button', { name: 'Сохранить' }).closest('form')).toBeNull();
  expect(refusal.closest('form')).toBeNull();
  rerender(frame(false));
  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
  rerender(<p />);
});

test('what takes something away is pressed twice', async () => {
  const onSure = vi.fn();
  show(<SureButton name="Удалить" sure="Точно удалить?" busy={false} onSure={onSure} />);
  await userEvent.click(screen.getByRole('button', { name: 'Удалить' }));
  expect(onSure).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Точно удалить?' }));
  expect(onSure).toHaveBeenCalledOnce();
});

function Filters({ onAsk }: { onAsk(value: string): void }) {
  const [value, setValue] = useState('');
  const ask = (next: string) => {
    onAsk(next);
    setValue(next);
  };
  return (
    <>
      <SearchField label="Поиск" value={value} onChange={ask} />
      <NumberFilter label="Клиент №" value={value} onChange={ask} />
    </>
  );
}

test('a search is asked once, when the typing stops; a number takes digits only', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
  const asked = vi.fn();
  show(<Filters onAsk={asked} />);
  await user.type(screen.getByRole('searchbox'), ' борщ ');
  await act(() => vi.advanceTimersByTimeAsync(400));
  expect(asked.mock.calls).toEqual([['борщ']]);
  // The address changed under the other field: it follows, and asks for nothing.
  const number = screen.getByRole<HTMLInputElement>('textbox', { name: 'Клиент №' });
  expect(number.value).toBe('борщ');
  await user.clear(number);
  await user.type(number, '1а2');
  await act(() => vi.advanceTimersByTimeAsync(400));
  expect(asked.mock.calls.at(-1)).toEqual(['12']);
  vi.useRealTimers();
});
