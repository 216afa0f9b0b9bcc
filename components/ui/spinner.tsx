/** A turning ring; decoration, the button's aria-busy tells it to readers. */
export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="size-4.5 animate-spin rounded-full border-2 border-current border-t-transparent"
    />
  );
}
