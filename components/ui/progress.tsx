/** How far along, 0 to 100; it fills up when it appears, unless motion is unwanted. */
export function Progress({ label, percent }: { label: string; percent: number }) {
  const width = Math.min(100, Math.max(0, percent));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={0}
      aria-valuemax={100}
      className="h-3 overflow-hidden rounded-full bg-sunken"
    >
      <div
        className="h-full origin-left animate-fill rounded-full bg-honey transition-[width] duration-700"
        style={{ width: `${width}%` }}
      />
    </div>
  );
}
