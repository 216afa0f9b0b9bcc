'use client';
import clsx from 'clsx';
import { ImageUp } from 'lucide-react';
import { type ChangeEvent, useRef, useState } from 'react';
import { ApiError } from '@/lib/client/errors';
import { menuAdminApi } from '@/lib/client/menu-admin';
import { shrinkPicture } from '@/lib/client/picture';
import { problemText } from '@/lib/client/problem-text';
import { drawnPath, drawnPictures } from '@/lib/menu/drawn';
import { pictureTypes } from '@/lib/menu/image';
import { useI18n } from '@/lib/messages/provider';
import { DishPicture } from '../../shop/dish-picture';
import { Button } from '../../ui/button';

interface Props {
  /** '' = none yet. */
  value: string;
  error: string | null;
  onChange(image: string): void;
}

/** A dish's picture: a photo of one's own, or one of the drawings. */
export function PictureField({ value, error, onChange }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);

  async function upload(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    // The same file can be chosen again.
    event.target.value = '';
    if (!file) return;
    setBusy(true);
    setFailed(null);
    try {
      onChange(await menuAdminApi.upload(await shrinkPicture(file)));
    } catch (failure) {
      const told = failure instanceof ApiError;
      setFailed(told ? problemText(i18n, failure) : t('menuAdmin.picture.unreadable'));
    } finally {
      setBusy(false);
    }
  }

  const wrong = failed ?? error;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium">{t('menuAdmin.picture')}</legend>
      <div className="flex items-center gap-4">
        {value ? (
          <DishPicture src={value} eager className="w-32 shrink-0 rounded-lg" />
        ) : (
          <span
            aria-hidden="true"
            className="flex aspect-[6/5] w-32 shrink-0 items-center justify-center rounded-lg bg-sunken text-muted"
          >
            <ImageUp className="size-8" />
          </span>
        )}
        <div>
          <input
            ref={input}
            type="file"
            accept={pictureTypes.join(',')}
            aria-label={t('menuAdmin.picture.upload')}
            tabIndex={-1}
            className="sr-only"
            onChange={(event) => void upload(event)}
          />
          <Button look="outline" size="sm" busy={busy} onClick={() => input.current?.click()}>
            {t('menuAdmin.picture.upload')}
          </Button>
          <p className="mt-1.5 text-sm text-muted">{t('menuAdmin.picture.hint')}</p>
        </div>
      </div>
      {wrong && (
        <p role="alert" className="mt-1.5 text-sm text-bad-ink">
          {wrong}
        </p>
      )}
      <p className="mt-3 mb-1.5 text-sm text-muted">{t('menuAdmin.picture.drawn')}</p>
      <div className="no-scrollbar -mx-1 flex gap-2 overflow-x-auto px-1 py-1 sm:flex-wrap">
        {drawnPictures.map((name, i) => {
          const path = drawnPath(name);
          return (
            <button
              key={name}
              type="button"
              aria-label={t('menuAdmin.picture.name', { number: i + 1 })}
              aria-pressed={value === path}
              onClick={() => onChange(path)}
              className={clsx(
                'w-18 shrink-0 rounded-lg sm:w-14',
                value === path && 'outline-2 outline-offset-1 outline-accent-ink',
              )}
            >
              <DishPicture src={path} className="rounded-lg" />
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
