'use client';
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import type { EditConflict } from '@/lib/api/answers';
import type { StaffMenuAnswer } from '@/lib/api/menu-answers';
import { newKey } from '@/lib/client/cart';
import { ApiError } from '@/lib/client/errors';
import { menuAdminApi } from '@/lib/client/menu-admin';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Button, IconButton } from '../../ui/button';
import { Input } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { toast } from '../../ui/toast-store';
import { Window } from '../../ui/window';
import { EditConflictNotice } from '../edit-conflict';

interface Row {
  key: string;
  name: string;
  /** The category that it is; a new one has none. */
  from: string | null;
  dishes: number;
}

interface Props {
  menu: StaffMenuAnswer;
  onClose(): void;
  /** Settles when the page shows what was done. */
  onDone(): Promise<void>;
}

const rowsOf = ({ categories }: StaffMenuAnswer): Row[] =>
  categories.map(({ name, dishes }) => {
    return { key: name, name, from: name, dishes: dishes.filter((d) => !d.removed).length };
  });

/** The order and the names of all categories, saved as one. */
export function CategoriesWindow({ menu, onClose, onDone }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  // What the window opened with; a newer menu must not pull the rows from under the hands.
  const [version, setVersion] = useState(menu.categoriesVersion);
  const [rows, setRows] = useState<Row[]>(() => rowsOf(menu));
  const [asked, setAsked] = useState(false);
  /** What the server found, by the row's key. */
  const [found, setFound] = useState<Record<string, string>>({});
  const [conflict, setConflict] = useState<EditConflict | null>(null);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);

  function problemOf({ name, key }: Row, i: number): string | null {
    const plain = name.trim().toLowerCase();
    if (plain === '') return t('menuAdmin.bad.empty');
    const twice = rows.findIndex((r) => r.name.trim().toLowerCase() === plain) < i;
    return twice ? t('menuAdmin.cat.twice') : (found[key] ?? null);
  }

  function move(i: number, by: number) {
    setRows((now) => {
      const [row, other] = [now[i], now[i + by]];
      return row && other ? now.with(i, other).with(i + by, row) : now;
    });
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (sending.current || rows.some((row, i) => problemOf(row, i) !== null)) return;
    sending.current = true;
    setBusy(true);
    setRefusal(null);
    try {
      await menuAdminApi.arrange({
        version,
        categories: rows.map(({ name, from }) => ({
          name: name.trim(),
          ...(from !== null && { from }),
        })),
      });
      toast(t('menuAdmin.form.saved'));
      await onDone();
      onClose();
    } catch (failure) {
      const problem = failure instanceof ApiError ? failure.problem : null;
      if (problem?.conflict) {
        setConflict(problem.conflict);
        await onDone();
        return;
      }
      const told = (problem?.fields ?? []).flatMap(({ path, message }) => {
        const row = rows[Number(/^categories\.(\d+)\.name$/.exec(path)?.[1])];
        return row ? [[row.key, message]] : [];
      });
      setFound(Object.fromEntries(told));
      if (told.length === 0) setRefusal(failure);
    } finally {
      sending.current = false;
      setBusy(false);
    }
  }

  /** After a conflict: the order as it is now, to be changed anew. */
  function takeFresh() {
    setRows(rowsOf(menu));
    setVersion(menu.categoriesVersion);
    setConflict(null);
  }

  const names = (value: unknown) => (Array.isArray(value) ? value.join(', ') : '');
  return (
    <Window
      open
      size="md"
      onOpenChange={(open) => !open && !busy && onClose()}
      title={t('menuAdmin.cat.title')}
      lead={t('menuAdmin.cat.lead')}
      footer={
        conflict ? (
          <Button wide onClick={takeFresh}>
            {t('menuAdmin.cat.again')}
          </Button>
        ) : (
          <Button type="submit" form="categories-form" wide busy={busy}>
            {t('menuAdmin.form.save')}
          </Button>
        )
      }
    >
      <form id="categories-form" noValidate className="grid gap-3" onSubmit={submit}>
        {conflict && (
          <EditConflictNotice
            conflict={conflict}
            title={(who) => t('menuAdmin.conflict.categories', { who })}
            fields={[{ name: 'categories', label: t('menuAdmin.categories') }]}
            show={(_, value) => names(value)}
            hint=""
          />
        )}
        {refusal !== null && (
          <Notice tone="bad" alert>
            {problemText(i18n, refusal)}
          </Notice>
        )}
        {rows.map((row, i) => (
          <div key={row.key} className="flex items-start gap-1">
            <div className="me-1 grow">
              <Input
                label={t('menuAdmin.cat.name', { number: i + 1 })}
                hideLabel
                autoComplete="off"
                maxLength={60}
                value={row.name}
                hint={t('menuAdmin.cat.dishes', { count: row.dishes })}
                error={asked ? problemOf(row, i) : null}
                onChange={(event) => {
                  setFound({});
                  setRows(rows.with(i, { ...row, name: event.target.value }));
                }}
              />
            </div>
            <IconButton
              label={t('menuAdmin.up', { name: row.name })}
              disabled={i === 0}
              onClick={() => move(i, -1)}
            >
              <ArrowUp aria-hidden="true" className="size-5" />
            </IconButton>
            <IconButton
              label={t('menuAdmin.down', { name: row.name })}
              disabled={i === rows.length - 1}
              onClick={() => move(i, 1)}
            >
              <ArrowDown aria-hidden="true" className="size-5" />
            </IconButton>
            <IconButton
              label={t('menuAdmin.cat.remove', { name: row.name })}
              title={row.dishes > 0 ? t('menuAdmin.cat.notEmpty') : undefined}
              disabled={row.dishes > 0}
              onClick={() => setRows(rows.filter((r) => r !== row))}
            >
              <X aria-hidden="true" className="size-5" />
            </IconButton>
          </div>
        ))}
        <div>
          <Button
            look="soft"
            size="sm"
            onClick={() => setRows([...rows, { key: newKey(), name: '', from: null, dishes: 0 }])}
          >
            <Plus aria-hidden="true" className="size-4.5" />
            {t('menuAdmin.cat.add')}
          </Button>
        </div>
      </form>
    </Window>
  );
}
