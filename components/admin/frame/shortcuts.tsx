'use client';
import { Fragment, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import {
  createMatcher,
  keyOf,
  offerShortcuts,
  type Shortcut,
  shortcuts,
  shortcutsAreOn,
  switchShortcuts,
} from '@/lib/client/shortcuts';
import { useI18n } from '@/lib/messages/provider';
import { Switch } from '../../ui/switch';
import { Window } from '../../ui/window';

/** Offers a shortcut while the component is shown; the overlay of `?` lists it by its name. */
export function useShortcut(keys: string, name: string, run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => offerShortcuts([{ keys, name, run: () => latest.current() }]), [keys, name]);
}

/** The same for several. */
export function useShortcuts(list: readonly Shortcut[]): void {
  const latest = useRef(list);
  latest.current = list;
  const shape = list.map(({ keys, name }) => `${keys}\n${name}`).join('\n\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is taken when it is called
  useEffect(
    () =>
      offerShortcuts(
        latest.current.map(({ keys, name }, i) => ({
          keys,
          name,
          run: () => latest.current[i]?.run(),
        })),
      ),
    [shape],
  );
}

const none: readonly Shortcut[] = [];

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

interface Props {
  open: boolean;
  onOpenChange(open: boolean): void;
}

/** Listens to the keys, and shows what they do. */
export function Shortcuts({ open, onOpenChange }: Props) {
  const { t } = useI18n();
  useShortcut('?', t('keys.help'), () => onOpenChange(true));
  useShortcut('/', t('keys.search'), () => {
    document.querySelector<HTMLElement>('[data-shortcut-search]')?.focus();
  });
  useEffect(() => {
    const match = createMatcher(Date.now);
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.repeat || isTyping(event.target)) return;
      const key = keyOf(event);
      if (key === null || !shortcutsAreOn() || document.querySelector('[role="dialog"]')) return;
      const found = match(key);
      if (!found) return;
      event.preventDefault();
      found.run();
    }
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);

  return open ? <Overlay onClose={() => onOpenChange(false)} /> : null;
}

function Overlay({ onClose }: { onClose(): void }) {
  const { t } = useI18n();
  const list = useSyncExternalStore(shortcuts.subscribe, shortcuts.get, () => none);
  const [on, setOn] = useState(shortcutsAreOn);
  return (
    <Window open onOpenChange={onClose} title={t('keys.title')} lead={t('keys.lead')}>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-5 gap-y-2.5">
        {list.map(({ keys, name }) => (
          <Fragment key={keys}>
            <dt className="flex items-center gap-1.5">
              {keys.split(' ').map((key, i) => (
                <Fragment key={key}>
                  {i > 0 && <span className="text-sm text-muted">{t('keys.then')}</span>}
                  <kbd className="min-w-8 rounded-sm border border-line-strong bg-sunken px-2 py-0.5 text-center font-sans text-sm font-semibold uppercase">
                    {key}
                  </kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{name}</dd>
          </Fragment>
        ))}
      </dl>
      <div className="mt-5 border-t border-line pt-3">
        <Switch
          label={t('keys.on')}
          checked={on}
          onChange={(next) => {
            switchShortcuts(next);
            setOn(next);
          }}
        />
      </div>
    </Window>
  );
}
