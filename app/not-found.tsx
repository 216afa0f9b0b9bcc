/**
 * For addresses that lead nowhere. Next loads its code with every page, so it
 * is plain markup rendered on the server.
 */
import { Pot } from '@/components/ui/pot';
import { ru } from '@/lib/messages/ru';

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-sm flex-col items-center justify-center px-4 py-16 text-center">
      <Pot className="size-36" />
      <h1 className="mt-6 text-2xl">{ru['notFound.title']}</h1>
      <p className="mt-2 text-muted">{ru['notFound.text']}</p>
      <a
        href="/"
        className="mt-7 inline-flex min-h-11 items-center rounded-md bg-accent px-5 font-semibold text-on-accent hover:bg-accent-hover"
      >
        {ru['notFound.action']}
      </a>
    </main>
  );
}
