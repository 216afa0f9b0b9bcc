'use client';
import { Plus, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useSWRConfig } from 'swr';
import type { ProfileAnswer } from '@/lib/api/answers';
import { type AddressesInput, api, paths } from '@/lib/client/api';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Button, IconButton } from '../ui/button';
import { Input, TextArea } from '../ui/field';
import { toast } from '../ui/toast-store';

/** As many as the API keeps. */
const MOST = 10;

type Address = ProfileAnswer['addresses'][number];

/** Saved addresses: add and remove; the cart offers them. */
export function ProfileAddresses({ addresses }: { addresses: readonly Address[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { mutate } = useSWRConfig();
  const [adding, setAdding] = useState(false);
  const [busy, setBusy] = useState(false);

  async function save(next: AddressesInput['addresses']): Promise<boolean> {
    setBusy(true);
    try {
      await api.saveAddresses(next);
      await mutate(paths.profile);
      return true;
    } catch (failure) {
      toast(problemText(i18n, failure), 'bad');
      return false;
    } finally {
      setBusy(false);
    }
  }

  const bare = addresses.map(({ title, text }) => ({ title, text }));
  return (
    <section aria-labelledby="addresses-title" className="card p-5 sm:p-6">
      <h2 id="addresses-title" className="text-lg">
        {t('profile.addresses')}
      </h2>
      {addresses.length === 0 && !adding && (
        <p className="mt-1 text-sm text-muted">{t('profile.addressesEmpty')}</p>
      )}
      <ul className="mt-1">
        {addresses.map(({ id, title, text }, index) => (
          <li key={id} className="flex items-center gap-3 border-b border-line py-3 last:border-0">
            <div className="min-w-0 grow">
              <p className="font-medium">{title}</p>
              <p className="text-sm text-muted">{text}</p>
            </div>
            <IconButton
              label={t('profile.addressRemove', { title })}
              className="-me-2"
              disabled={busy}
              onClick={() => void save(bare.toSpliced(index, 1))}
            >
              <Trash2 aria-hidden="true" className="size-5" />
            </IconButton>
          </li>
        ))}
      </ul>
      {adding ? (
        <NewAddress
          busy={busy}
          onCancel={() => setAdding(false)}
          onSave={async (address) => {
            if (await save([...bare, address])) setAdding(false);
          }}
        />
      ) : (
        addresses.length < MOST && (
          <Button look="soft" size="sm" className="mt-3" onClick={() => setAdding(true)}>
            <Plus aria-hidden="true" className="size-4.5" />
            {t('profile.addressAdd')}
          </Button>
        )
      )}
    </section>
  );
}

interface NewProps {
  busy: boolean;
  onCancel(): void;
  onSave(address: { title: string; text: string }): Promise<void>;
}

function NewAddress({ busy, onCancel, onSave }: NewProps) {
  const { t } = useI18n();
  const [title, setTitle] = useState('');
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    setAsked(true);
    if (busy || !text.trim()) return;
    // Without a title of its own an address is called by its beginning.
    const name = title.trim() || text.trim().slice(0, 30);
    void onSave({ title: name, text: text.trim() });
  }

  return (
    <form onSubmit={submit} noValidate className="mt-4 grid gap-4">
      <Input
        label={t('profile.addressTitle')}
        optional
        autoFocus
        placeholder={t('profile.addressTitleHint')}
        maxLength={60}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        label={t('profile.addressText')}
        placeholder={t('cart.addressHint')}
        autoComplete="street-address"
        maxLength={300}
        value={text}
        error={asked && !text.trim() ? t('cart.addressMissing') : null}
        onChange={(event) => setText(event.target.value.replace(/\s*\n\s*/g, ' '))}
      />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" busy={busy}>
          {t('profile.addressSave')}
        </Button>
        <Button look="ghost" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
