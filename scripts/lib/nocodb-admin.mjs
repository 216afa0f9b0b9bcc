/** What has to be arranged in a fresh NocoDB before the site can use it, over its REST API. */

const TIMEOUT_MS = 30_000;

/**
 * @param {string} url
 * @param {{ method?: string, headers?: Record<string, string>, body?: unknown }} [options]
 * @returns {Promise<any>}
 */
async function request(url, { method = 'GET', headers = {}, body } = {}) {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(
      `NocoDB refused ${method} ${new URL(url).pathname}: ${response.status} ${text.slice(0, 300)}`,
    );
  return text ? JSON.parse(text) : undefined;
}

/** @param {string} nocodbUrl @param {string} email @param {string} password @returns {Promise<string>} for the header `xc-auth` */
export async function signIn(nocodbUrl, email, password) {
  const answer = await request(`${nocodbUrl}/api/v1/auth/user/signin`, {
    method: 'POST',
    body: { email, password },
  });
  return answer.token;
}

/** By default anyone who reaches NocoDB may make an account. @param {string} nocodbUrl @param {string} session */
export async function closeSignUp(nocodbUrl, session) {
  await request(`${nocodbUrl}/api/v1/app-settings`, {
    method: 'POST',
    headers: { 'xc-auth': session },
    body: { invite_only_signup: true },
  });
}

/**
 * The token of the last start if it still works, otherwise a new one.
 * @param {string} nocodbUrl @param {string} session @param {string} [known]
 * @returns {Promise<string>}
 */
export async function apiToken(nocodbUrl, session, known) {
  if (known) {
    const works = await request(`${nocodbUrl}/api/v2/meta/bases`, {
      headers: { 'xc-token': known },
    }).then(
      () => true,
      () => false,
    );
    if (works) return known;
  }
  const created = await request(`${nocodbUrl}/api/v1/tokens`, {
    method: 'POST',
    headers: { 'xc-auth': session },
    body: { description: 'Kopilka' },
  });
  return created.token;
}
