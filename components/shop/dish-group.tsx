'use client';
import type { ReactNode, Ref } from 'react';
import type { MenuAddOnView, MenuGroupView } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import { CheckMark } from '../ui/checkbox';

interface GroupProps {
  group: MenuGroupView;
  chosen: readonly string[];
  /** Tried to go on without a choice. */
  missing: boolean;
  firstRef?: Ref<HTMLInputElement> | undefined;
  onChange(ids: string[]): void;
}

/** A choice of a dish: one of several (a size) as radio buttons, some of several as boxes. */
export function DishGroup({ group, chosen, missing, firstRef, onChange }: GroupProps) {
  const { t, num } = useI18n();
  const single = group.min === 1 && group.max === 1;
  const full = chosen.length >= group.max;
  let note = '';
  if (group.min > 0) note = t('dish.required');
  else if (group.max < group.options.length) note = t('dish.upTo', { count: num(group.max) });

  function toggle(id: string) {
    if (single) onChange([id]);
    else onChange(chosen.includes(id) ? chosen.filter((c) => c !== id) : [...chosen, id]);
  }

  return (
    <Options
      name={group.name}
      note={note}
      error={missing ? t('dish.chooseFirst', { name: group.name }) : null}
    >
      {group.options.map((option, index) => (
        <Option
          key={option.id}
          inputRef={index === 0 ? firstRef : undefined}
          option={option}
          {...(single ? { radioName: group.id } : {})}
          checked={chosen.includes(option.id)}
          disabled={!single && full && !chosen.includes(option.id)}
          onToggle={() => toggle(option.id)}
        />
      ))}
    </Options>
  );
}

interface OptionsProps {
  name: string;
  note?: string;
  error?: string | null;
  children: ReactNode;
}

/** A named set of options. */
export function Options({ name, note, error, children }: OptionsProps) {
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">
        {name}
        {note && <span className="font-normal text-muted"> · {note}</span>}
      </legend>
      {children}
      {error && (
        <p role="alert" className="mt-1 text-sm font-medium text-bad-ink">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface OptionProps {
  option: MenuAddOnView;
  checked: boolean;
  disabled?: boolean;
  /** Radio buttons of one name are one choice. */
  radioName?: string;
  inputRef?: Ref<HTMLInputElement> | undefined;
  onToggle(): void;
}

/** One option with what it adds to the price. */
export function Option({ option, checked, disabled, radioName, inputRef, onToggle }: OptionProps) {
  const { money } = useI18n();
  return (
    <label className="flex min-h-12 items-center gap-3 border-b border-line last-of-type:border-0 has-disabled:opacity-55">
      <input
        ref={inputRef}
        type={radioName ? 'radio' : 'checkbox'}
        name={radioName}
        className="peer sr-only"
        checked={checked}
        disabled={disabled}
        onChange={onToggle}
      />
      <CheckMark round={radioName !== undefined} />
      <span className="grow">{option.name}</span>
      {option.price > 0 && <span className="num text-muted">+{money(option.price)}</span>}
    </label>
  );
}
