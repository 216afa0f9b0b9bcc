import clsx from 'clsx';

interface Props {
  src: string;
  eager?: boolean;
  /** Grows a little under the pointer of its `group`. */
  hover?: boolean;
  className?: string | undefined;
}

/** A dish's drawing on its tile; the fixed ratio keeps the page still while it loads. */
export function DishPicture({ src, eager = false, hover = false, className }: Props) {
  return (
    <span
      className={clsx(
        'block aspect-[6/5] overflow-hidden bg-tile',
        !className?.includes('rounded') && 'rounded-xl',
        className,
      )}
    >
      {/* biome-ignore lint/performance/noImgElement: an SVG gains nothing from the optimizer */}
      <img
        src={src}
        alt=""
        width={480}
        height={400}
        loading={eager ? 'eager' : 'lazy'}
        decoding="async"
        className={clsx(
          'size-full object-cover',
          hover && 'transition-transform duration-300 group-hover:scale-104',
        )}
      />
    </span>
  );
}
