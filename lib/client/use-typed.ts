'use client';
import { useEffect, useState } from 'react';

const TYPING_MS = 300;

/**
 * What is typed into a filter, passed on when the typing stops. `value` is what the
 * list is asked for; it may change under the field: back, forward, another filter.
 */
export function useTyped(
  value: string,
  onChange: (value: string) => void,
): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the wait
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText];
}
