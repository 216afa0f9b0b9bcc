/** Next calls this once at the start of a server: a site that cannot work does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) {
    const { startTracing } = await import('./lib/server/tracing');
    startTracing();
  }
  const [{ parseConfig }, { getSite }, { refuseToStart }, { markAddresses }, { trustedProxies }] =
    await Promise.all([
      import('./lib/server/config'),
      import('./lib/server/site'),
      import('./lib/server/refuse-to-start'),
      import('./lib/server/client-address'),
      import('./lib/server/config-serving'),
    ]);
  try {
    // Before the store is asked: whether it answers or not, addresses must not be forgeable.
    markAddresses(trustedProxies(parseConfig(process.env)));
    await getSite();
  } catch (error) {
    refuseToStart(error);
    // The store is away: every request looks for it again. Were this thrown, Next would
    // answer 500 to everything until somebody restarts the process.
  }
}
