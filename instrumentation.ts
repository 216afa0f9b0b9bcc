/** Next calls this once at the start of a server: a site that cannot work does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) {
    const { startTracing } = await import('./lib/server/tracing');
    startTracing();
  }
  const [{ getSite }, { markAddresses }, { trustedProxies }] = await Promise.all([
    import('./lib/server/site'),
    import('./lib/server/client-address'),
    import('./lib/server/config-serving'),
  ]);
  const { config } = await getSite();
  markAddresses(trustedProxies(config));
}
