'use client';
import type { StaffCustomerAnswer } from '@/lib/api/openapi/answers-customers';
import { useI18n } from '@/lib/messages/provider';
import { phoneOf } from './customers';
import { useTierTitle } from './tier-title';

/** What is known about the customer beside points and orders, and how the tier went. */
export function DataTab({ customer }: { customer: StaffCustomerAnswer }) {
  const { t, date, dateTime, money } = useI18n();
  const tierTitle = useTierTitle();
  const { user, addresses, telegramLinked, consentAt, levels } = customer;
  const facts: [string, string][] = [
    [t('customers.phone'), phoneOf(user)],
    [t('customers.birthDate'), user.birthDate ? date(user.birthDate) : t('customers.notTold')],
    [t('customers.joined'), date(user.joinedAt)],
    [t('customers.telegram'), t(telegramLinked ? 'customers.linked' : 'customers.notLinked')],
    [t('customers.consent'), consentAt ? dateTime(consentAt) : t('customers.noConsent')],
  ];
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
      <section aria-label={t('customers.tab.data')} className="card p-5 sm:p-6">
        <dl className="grid gap-4 sm:grid-cols-2">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt className="text-sm text-muted">{name}</dt>
              <dd className="num font-medium whitespace-normal">{value}</dd>
            </div>
          ))}
          <div className="sm:col-span-2">
            <dt className="text-sm text-muted">{t('customers.addresses')}</dt>
            <dd>
              {addresses.length === 0 && t('customers.noAddresses')}
              <ul className="grid gap-1">
                {addresses.map(({ title, text }) => (
                  <li key={`${title}:${text}`}>
                    <span className="font-medium">{title}</span>
                    {': '}
                    {text}
                  </li>
                ))}
              </ul>
            </dd>
          </div>
        </dl>
      </section>
      <section aria-labelledby="levels-title" className="card p-5 sm:p-6">
        <h2 id="levels-title" className="text-lg">
          {t('customers.levels')}
        </h2>
        <ol className="mt-3 grid gap-3">
          {levels.map((change) => (
            <li key={`${change.at}:${change.current}`} className="border-s-2 border-line ps-4">
              <p className="font-medium">
                {change.previous === null
                  ? t('customers.levelFirst', { tier: tierTitle(change.current) })
                  : t('customers.levelMoved', {
                      from: tierTitle(change.previous),
                      to: tierTitle(change.current),
                    })}
              </p>
              <p className="num text-sm whitespace-normal text-muted">
                {dateTime(change.at)} · {t('customers.sum', { amount: money(change.spent) })}
              </p>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
