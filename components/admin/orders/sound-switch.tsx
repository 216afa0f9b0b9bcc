'use client';
import { Bell, BellOff, BellRing } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ring, soundIsOn, switchSound, wakeSound } from '@/lib/client/chime';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
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

  function press() {
    const next = !on;
    switchSound(next);
    setOn(next);
    // Heard at once: this is what it will sound like.
    if (next) void ring().then((rang) => setSoundBlocked(!rang));
  }

  if (on === null) return null;
  const Icon = !on ? BellOff : soundBlocked ? BellRing : Bell;
  const name = !on ? t('sound.off') : soundBlocked ? t('sound.wake') : t('sound.on');
  return (
    <Button
      look={on && soundBlocked ? 'soft' : 'outline'}
      role="switch"
      aria-checked={on}
      aria-label={t('sound.switch')}
      title={t('sound.switch')}
      onClick={on && soundBlocked ? () => void ring().then((r) => setSoundBlocked(!r)) : press}
    >
      <Icon aria-hidden="true" className="size-5" />
      <span aria-hidden="true">{name}</span>
    </Button>
  );
}
