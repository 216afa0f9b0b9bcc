/** The words for a failure: the API's own Russian ones, or the catalogue's. */
import type { I18n } from '../messages/make';
import { ApiError, ConnectionError } from './errors';

/** What to tell the customer about an error. */
export function problemText(i18n: Pick<I18n, 't'>, error: unknown): string {
  if (error instanceof ConnectionError) return i18n.t('error.connection');
  if (error instanceof ApiError) {
    if (error.status === 429) {
      return i18n.t('error.tooMany', { count: error.problem.retryAfter ?? 60 });
    }
    // A field's message may be the schema's own English one; only words for people are shown.
    const field = error.problem.fields?.find((f) => /[а-яё]/i.test(f.message));
    if (field) return field.message;
    if (error.problem.detail) return error.problem.detail;
  }
  return i18n.t('error.unexpected');
}
