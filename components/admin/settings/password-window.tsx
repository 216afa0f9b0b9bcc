'use client';
import { Copy } from 'lucide-react';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { toast } from '../../ui/toast-store';
import { Window } from '../../ui/window';

export interface ShownPassword {
  name: string;
  email: string;
  password: string;
}

/** A password that was drawn: shown here and nowhere else. */
export function PasswordWindow({ shown, onClose }: { shown: ShownPassword; onClose(): void }) {
  const { t } = useI18n();
  const { name, email, password } = shown;
  async function copy() {
    await navigator.clipboard.writeText(password);
    toast(t('staff.copied'));
  }
  return (
    <Window
      open
      onOpenChange={onClose}
      title={t('staff.added', { name })}
      lead={t('staff.passwordOnce')}
      footer={
        <div className="flex flex-wrap-reverse justify-end gap-3">
          <Button look="outline" onClick={() => void copy()}>
            <Copy aria-hidden="true" className="size-5" />
            {t('staff.copy')}
          </Button>
          <Button onClick={onClose}>{t('staff.done')}</Button>
        </div>
      }
    >
      <dl className="grid gap-3 rounded-lg bg-sunken p-4">
        <div>
          <dt className="text-sm text-muted">{t('staff.email')}</dt>
          <dd className="break-all">{email}</dd>
        </div>
        <div>
          <dt className="text-sm text-muted">{t('staff.password')}</dt>
          <dd data-testid="password" className="num text-lg font-bold select-all">
            {password}
          </dd>
        </div>
      </dl>
    </Window>
  );
}
