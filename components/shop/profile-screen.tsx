'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useSWRConfig } from 'swr';
import { api } from '@/lib/client/api';
import { useMe, useProfile } from '@/lib/client/hooks';
import { showPhone } from '@/lib/client/phone';
import { problemText } from '@/lib/client/problem-text';
import { forgetCustomer } from '@/lib/client/profile';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { ErrorState } from '../ui/states';
import { toast } from '../ui/toast-store';
import { DeleteAccountWindow } from './delete-account-window';
import { NeedSignIn, PageSkeleton } from './need-sign-in';
import { PhoneWindow } from './phone-window';
import { ProfileAbout } from './profile-about';
import { ProfileAddresses } from './profile-addresses';
import { ProfileNotices } from './profile-notices';
import { useSignOut } from './sign-out';

/** Who the customer is, where to deliver, and every way out. */
export function ProfileScreen() {
  return (
    <NeedSignIn>
      <Loaded />
    </NeedSignIn>
  );
}

function Loaded() {
  const { t } = useI18n();
  const { profile: me } = useMe();
  const { data, error, mutate } = useProfile();
  if (!data || !me) {
    return error ? <ErrorState error={error} onRetry={() => void mutate()} /> : <PageSkeleton />;
  }
  return (
    <div className="mx-auto max-w-2xl pt-6 sm:pt-10">
      <h1 className="text-2xl sm:text-3xl">{t('profile.title')}</h1>
      <div className="mt-6 grid grid-cols-1 gap-5">
        <ProfileAbout profile={data.profile} />
        <Phone phone={me.phone} />
        <ProfileAddresses addresses={data.addresses} />
        <ProfileNotices notices={data.notices} />
        <Leaving />
      </div>
    </div>
  );
}

function Phone({ phone }: { phone: string }) {
  const { t } = useI18n();
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="phone-title" className="card p-5 sm:p-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <h2 id="phone-title" className="text-lg">
            {t('profile.phone')}
          </h2>
          <p className="num mt-1">{showPhone(phone)}</p>
        </div>
        <Button look="soft" size="sm" onClick={() => setOpen(true)}>
          {t('profile.phoneChange')}
        </Button>
      </div>
      {open && <PhoneWindow onClose={() => setOpen(false)} />}
    </section>
  );
}

/** Sign out here, everywhere, or for good. */
function Leaving() {
  const i18n = useI18n();
  const { t } = i18n;
  const { mutate } = useSWRConfig();
  const router = useRouter();
  const signOut = useSignOut();
  const [busy, setBusy] = useState(false);
  const [deleting, setDeleting] = useState(false);

  async function everywhere() {
    setBusy(true);
    try {
      await api.signOutEverywhere();
      await forgetCustomer(mutate);
      toast(t('profile.signedOutAll'));
      router.push('/');
    } catch (error) {
      toast(problemText(i18n, error), 'bad');
      setBusy(false);
    }
  }

  return (
    <section aria-labelledby="leaving-title" className="card p-5 sm:p-6">
      <h2 id="leaving-title" className="text-lg">
        {t('profile.sessions')}
      </h2>
      <p className="mt-1 text-sm text-muted">{t('profile.signOutAllText')}</p>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button look="outline" onClick={() => void signOut()}>
          {t('nav.signOut')}
        </Button>
        <Button look="outline" busy={busy} onClick={() => void everywhere()}>
          {t('profile.signOutAll')}
        </Button>
      </div>
      <div className="mt-5 border-t border-line pt-3">
        <Button look="quietDanger" className="-ms-5" onClick={() => setDeleting(true)}>
          {t('profile.delete')}
        </Button>
      </div>
      {deleting && <DeleteAccountWindow onClose={() => setDeleting(false)} />}
    </section>
  );
}
