'use client';
import { BellRing } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ring, soundIsOn, switchSound, wakeSound } from '@/lib/client/chime';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Switch } from '../../ui/switch';
import { useBoard } from './board-provider';

/** The sound of new orders: on or off, and let through where the browser holds it back. */
export function SoundSwitch() {
  const { t } = useI18n();
  const { soundBlocked, setSoundBlocked } = useBoard();
  // What this browser remembers is known only in it.
  const [on, setOn] = useState<boolean | null>(null);
  useEffect(() => setOn(soundIsOn()), []);
  useEffect(() => {
    const wake = () => void wakeSound().then((awake) => awake && setSoundBlocked(false));
    document.addEventListener('pointerdown', wake, { once: true });
    return () => document.removeEventListener('pointerdown', wake);
  }, [setSoundBlocked]);

  function change(next: boolean) {
    switchSound(next);
    setOn(next);
    // Heard at once: this is what it will sound like.
    if (next) hear();
  }

  const hear = () => void ring().then((rang) => setSoundBlocked(!rang));

  if (on === null) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {on && soundBlocked && (
        <Button look="soft" onClick={hear}>
          <BellRing aria-hidden="true" className="size-5" />
          {t('sound.wake')}
        </Button>
      )}
      <Switch label={t('sound.switch')} checked={on} onChange={change} />
    </div>
  );
}
