'use client';
import { useEffect, useState } from 'react';
import type { DefaultValues, FieldValues, UseFormReturn } from 'react-hook-form';

/**
 * What a form over settings is held against: the state it was opened with. Somebody
 * else's change comes in by itself while nothing is being typed here. `toForm` has to
 * stay the same function.
 */
export function useVersioned<V extends { version: number }, F extends FieldValues>(
  view: V,
  form: UseFormReturn<F>,
  toForm: (view: V) => DefaultValues<F>,
) {
  const [base, setBase] = useState(view);
  const { isDirty } = form.formState;

  useEffect(() => {
    if (isDirty || view.version === base.version) return;
    setBase(view);
    form.reset(toForm(view));
  }, [view, base, isDirty, form, toForm]);

  return {
    base,
    setBase,
    /** The form shows this state, whatever was typed. */
    show(state: V) {
      setBase(state);
      form.reset(toForm(state));
    },
    /** The form shows this state, but what was typed stays. */
    merge(state: V) {
      setBase(state);
      form.reset(toForm(state), { keepDirtyValues: true });
    },
  };
}
