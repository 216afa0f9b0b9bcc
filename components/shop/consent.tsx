'use client';
import Link from 'next/link';
import { Fragment, type Ref } from 'react';
import { useI18n } from '@/lib/messages/provider';
import { Checkbox } from '../ui/checkbox';

interface Props {
  checked: boolean;
  /** The customer tried to go on without. */
  missing: boolean;
  ref?: Ref<HTMLInputElement>;
  onChange(checked: boolean): void;
}

/** Consent to the offer and to the processing of personal data; never ticked beforehand. */
export function Consent({ checked, missing, ref, onChange }: Props) {
  const { t } = useI18n();
  const links = {
    offer: <DocumentLink href="/offer" text={t('consent.offer')} />,
    privacy: <DocumentLink href="/privacy" text={t('consent.privacy')} />,
  };
  // The sentence is one message, so that a language may order its parts as it likes.
  const parts = t('consent.label').split(/\{(offer|privacy)\}/);
  return (
    <Checkbox
      ref={ref}
      checked={checked}
      error={missing ? t('consent.missing') : null}
      onChange={onChange}
    >
      {parts.map((part) => (
        <Fragment key={part}>
          {part === 'offer' || part === 'privacy' ? links[part] : part}
        </Fragment>
      ))}
    </Checkbox>
  );
}

function DocumentLink({ href, text }: { href: string; text: string }) {
  return (
    <Link
      href={href}
      target="_blank"
      className="text-accent-ink underline decoration-1 underline-offset-4"
    >
      {text}
    </Link>
  );
}
