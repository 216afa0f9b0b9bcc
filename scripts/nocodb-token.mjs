/**
 * `npm run -s nocodb:token`: prints an API token of a NocoDB that was just started, for
 * NOCODB_TOKEN, and closes its sign-up, which is open to everybody by default.
 *
 *   NOCODB_URL, NC_ADMIN_EMAIL, NC_ADMIN_PASSWORD  as NocoDB was started with
 */
import { apiToken, closeSignUp, signIn } from './lib/nocodb-admin.mjs';

const names = ['NOCODB_URL', 'NC_ADMIN_EMAIL', 'NC_ADMIN_PASSWORD'];
const [url, email, password] = names.map((name) => process.env[name]);
try {
  if (!url || !email || !password) throw new Error(`${names.join(', ')} must be set.`);
  const session = await signIn(url, email, password);
  await closeSignUp(url, session);
  console.log(await apiToken(url, session));
} catch (error) {
  console.error(`nocodb:token: ${/** @type {Error} */ (error).message}`);
  process.exitCode = 1;
}
