'use client';
import { type ReactNode, useState } from 'react';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Button } from './button';
import { Notice } from './notice';
import { Window } from './window';

interface Props {
  title: string;
  /** What will happen. */
  lead?: ReactNode;
  /** A verb: "Отменить заказ", never "OK". */
  action: string;
  /** It cannot be undone, or takes something away. */
  bad?: boolean;
  onClose(): void;
  /** The window closes when it succeeds; a failure is told in it. */
  onConfirm(): Promise<void>;
  /** More to say or to fill in before the buttons. */
  children?: ReactNode;
}

/** Asks before what cannot be taken back. Mount it to open it. */
export function ConfirmWindow(props: Props) {
  const { title, lead, action, bad = false, onClose, onConfirm, children } = props;
  const i18n = useI18n();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function confirm() {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (failure) {
      setError(problemText(i18n, failure));
      setBusy(false);
    }
  }

  return (
    <Window
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={title}
      lead={lead}
      footer={
        <div className="flex flex-wrap-reverse justify-end gap-3">
          <Button look="ghost" onClick={onClose}>
            {i18n.t('common.cancel')}
          </Button>
          <Button look={bad ? 'danger' : 'primary'} busy={busy} onClick={() => void confirm()}>
            {action}
          </Button>
        </div>
      }
    >
      {children}
      {error && (
        <div className={children ? 'mt-4' : ''}>
          <Notice tone="bad" alert>
            {error}
          </Notice>
        </div>
      )}
    </Window>
  );
}
