import type { Metadata } from 'next';
import { ProgrammeDocs } from '@/components/docs/programme-docs';
import { ru } from '@/lib/messages/ru';
import { contextOf, getSite } from '@/lib/server/site';

export const metadata: Metadata = { title: ru['docs.title'] };

/** The programme is the running site's, not the build's. */
export const dynamic = 'force-dynamic';

export default async function DocsPage() {
  const site = await getSite();
  const { program, timeZone, now } = contextOf(site, 'docs', () => {});
  return <ProgrammeDocs program={program} timeZone={timeZone} now={now()} />;
}
