'use client';
import type { ReactNode } from 'react';
import type { EditConflict } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import { Notice } from '../ui/notice';

interface Props {
  conflict: EditConflict;
  /** Says who was faster. */
  title(who: string): string;
  /** The fields that are told, each with its name. */
  fields: readonly { name: string; label: string }[];
  /** A field's value in words. */
  show(name: string, value: unknown): ReactNode;
  /** What to do now. */
  hint: string;
}

/** Who changed what since the form was opened. */
export function EditConflictNotice({ conflict, title, fields, show, hint }: Props) {
  const { t } = useI18n();
  const value = (name: string, of: Record<string, unknown> | null) => {
    const is = of?.[name];
    const nothing = is === null || is === undefined || is === '';
    return nothing ? <i>{t('promoAdmin.empty.value')}</i> : show(name, is);
  };
  return (
    <Notice tone="bad" alert>
      {conflict.edits.map((edit) => (
        <div key={edit.n}>
          <p className="font-semibold">
            {title(edit.admin.name || t('promoAdmin.conflictBy.nobody'))}
          </p>
          <ul className="my-1.5">
            {fields
              .filter(({ name }) => edit.after && name in edit.after)
              .map(({ name, label }) => (
                <li key={name}>
                  {label}: {value(name, edit.before)} → {value(name, edit.after)}
                </li>
              ))}
          </ul>
        </div>
      ))}
      <p>{hint}</p>
    </Notice>
  );
}
