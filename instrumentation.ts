/** Next calls this once at the start of a server: a site that cannot work does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { getSite } = await import('./lib/server/site');
  await getSite();
}
