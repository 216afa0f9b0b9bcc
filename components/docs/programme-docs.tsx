'use client';
import clsx from 'clsx';
import Link from 'next/link';
import { type DocSection, programmeDocs } from '@/lib/insights/programme-docs';
import type { LoyaltyProgram } from '@/lib/loyalty/program';
import { useI18n } from '@/lib/messages/provider';
import { NumberTable } from '../ui/number-table';
import { Pot } from '../ui/pot';

interface Props {
  program: LoyaltyProgram;
  timeZone: string;
  /** Set by the server, so that both sides draw the same examples. */
  now: number;
}

/** The active programme in words, for customers and staff alike. */
export function ProgrammeDocs({ program, timeZone, now }: Props) {
  const i18n = useI18n();
  const { t } = i18n;
  const sections = programmeDocs(program, i18n, timeZone, now);
  return (
    <div className="mx-auto max-w-5xl px-4 pt-6 pb-20 sm:px-6">
      <header>
        <Link
          href="/"
          aria-label={t('nav.home')}
          className="inline-flex min-h-11 items-center gap-2 font-semibold"
        >
          <Pot className="size-9" />
          {t('brand.name')}
        </Link>
      </header>
      <main className="mt-6 lg:grid lg:grid-cols-[13rem_1fr] lg:grid-rows-[auto_1fr] lg:gap-x-12">
        <header className="lg:col-start-2">
          <p className="text-sm font-semibold text-accent-ink">
            {t('docs.programme', { title: program.title })}
          </p>
          <h1 className="mt-1 text-2xl sm:text-3xl">{t('docs.title')}</h1>
          <p className="mt-3 max-w-prose text-muted">{t('docs.lead')}</p>
        </header>
        <nav
          aria-label={t('docs.contents')}
          className="mt-6 lg:sticky lg:top-6 lg:col-start-1 lg:row-span-2 lg:row-start-1 lg:mt-16 lg:self-start"
        >
          <ul className="flex flex-wrap gap-2 lg:flex-col lg:gap-0.5">
            {sections.map(({ id, title }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  className="inline-flex min-h-9 items-center rounded-full bg-sunken px-3.5 text-sm hover:bg-line lg:rounded-md lg:bg-transparent"
                >
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="mt-8 grid grid-cols-1 gap-10 lg:col-start-2">
          {sections.map((section) => (
            <Section key={section.id} section={section} />
          ))}
          <p className="text-sm text-muted">
            <Link href="/api/docs" className="underline underline-offset-4 hover:text-ink">
              {t('docs.api')}
            </Link>
          </p>
        </div>
      </main>
    </div>
  );
}

function Section({ section: { id, title, paragraphs, table, example } }: { section: DocSection }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="scroll-mt-6 text-xl">
        {title}
      </h2>
      {paragraphs.map((text) => (
        <p key={text} className="mt-2 max-w-prose">
          {text}
        </p>
      ))}
      {table && (
        <div className="card mt-4 max-w-xl px-4 py-1 sm:px-5">
          <NumberTable
            // The section around it has the title's name already.
            caption={table.head[0] ?? title}
            head={table.head}
            rows={table.rows.map((cells) => ({ key: cells[0] ?? '', cells }))}
          />
        </div>
      )}
      {example && <Example {...example} />}
    </section>
  );
}

/** A sum reckoned line by line. */
export function Example({ lead, rows }: NonNullable<DocSection['example']>) {
  const { t } = useI18n();
  return (
    <div className="mt-4 max-w-xl rounded-lg bg-honey-soft px-5 py-4 text-sm text-honey-ink">
      <p className="font-semibold">{t('docs.example')}</p>
      {lead && <p className="mt-1">{lead}</p>}
      <dl className="mt-3 grid gap-1.5">
        {rows.map(({ label, value, strong }) => (
          <div key={label} className={clsx('flex flex-wrap gap-x-4', strong && 'font-semibold')}>
            <dt className="grow">{label}</dt>
            <dd className="num ms-auto text-end">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
