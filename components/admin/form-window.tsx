'use client';
import { type ReactNode, type SubmitEvent, useId, useState } from 'react';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { Window } from '../ui/window';

interface Props {
  title: string;
  lead?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  /** What the sending button says. */
  action: string;
  /** It is being sent: the window stays. */
  busy: boolean;
  /** There is nothing that could be sent. */
  disabled?: boolean;
  /** Why the last try was refused. */
  refusal: string | null;
  /** Buttons beside the sending one. */
  more?: ReactNode;
  onSubmit(event: SubmitEvent<HTMLFormElement>): void;
  onClose(): void;
  /** The fields. */
  children: ReactNode;
}

/** A window with one form; what was refused stands by the button, in sight however long the form is. */
export function FormWindow(props: Props) {
  const { title, lead, size = 'lg', action, busy, disabled = false, refusal, more } = props;
  const id = useId();
  return (
    <Window
      open
      size={size}
      onOpenChange={(open) => !open && !busy && props.onClose()}
      title={title}
      lead={lead}
      footer={
        <div className="grid gap-3">
          {refusal && (
            <Notice tone="bad" alert>
              {refusal}
            </Notice>
          )}
          <div className="flex flex-wrap gap-3">
            <Button type="submit" form={id} className="grow" busy={busy} disabled={disabled}>
              {action}
            </Button>
            {more}
          </div>
        </div>
      }
    >
      <form id={id} noValidate className="grid grid-cols-1 gap-4" onSubmit={props.onSubmit}>
        {props.children}
      </form>
    </Window>
  );
}

interface SureProps {
  name: string;
  /** What the second press is asked with. */
  sure: string;
  busy: boolean;
  onSure(): void;
}

/** Takes something away: only the second press does it. */
export function SureButton({ name, sure, busy, onSure }: SureProps) {
  const [asked, setAsked] = useState(false);
  return (
    <Button
      look={asked ? 'danger' : 'quietDanger'}
      disabled={busy}
      onClick={() => (asked ? onSure() : setAsked(true))}
    >
      {asked ? sure : name}
    </Button>
  );
}
