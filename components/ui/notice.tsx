import clsx from 'clsx';
import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Tone, tones } from './badge';

interface Props {
  tone?: Exclude<Tone, 'plain'>;
  title?: string;
  children?: ReactNode;
  /** Interrupts a reader: failures that stop the customer. */
  alert?: boolean;
}

/** A message inside the page: what happened and what to do. */
export function Notice({ tone = 'honey', title, children, alert = false }: Props) {
  const Icon = tone === 'bad' ? CircleAlert : Info;
  return (
    <div
      role={alert ? 'alert' : 'status'}
      className={clsx('flex gap-3 rounded-lg px-4 py-3 text-sm', tones[tone])}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4.5 shrink-0" />
      <div className="grow">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
