'use client';
import * as Radix from '@radix-ui/react-slider';

interface Props {
  label: string;
  value: number;
  max: number;
  step?: number;
  disabled?: boolean;
  /** What a reader hears instead of the bare number. */
  valueText?: string;
  onChange(value: number): void;
}

/** A slider from 0 to `max`. A value above the maximum stands at the end. */
export function Slider({ label, value, max, step = 1, disabled, valueText, onChange }: Props) {
  return (
    <Radix.Root
      className="group relative flex h-8 w-full touch-none items-center select-none data-[disabled]:opacity-45"
      value={[Math.min(value, max)]}
      min={0}
      // Radix divides by the range: an empty one would give NaN.
      max={Math.max(1, max)}
      step={step}
      disabled={disabled}
      onValueChange={([next]) => next !== undefined && onChange(next)}
    >
      <Radix.Track className="relative h-2 grow overflow-hidden rounded-full bg-sunken">
        <Radix.Range className="absolute h-full bg-accent" />
      </Radix.Track>
      <Radix.Thumb
        aria-label={label}
        aria-valuetext={valueText}
        className="block size-7 rounded-full border-[3px] border-accent bg-surface shadow-float transition-transform active:scale-110"
      />
    </Radix.Root>
  );
}
