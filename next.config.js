/** On every answer. Pages get a Content-Security-Policy of their own in proxy.ts. */
const always = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
];

/** What the API answers is data: shown as a page it loads and runs nothing. */
const dataOnly = [
  { key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" },
];

const https = [{ key: 'Strict-Transport-Security', value: 'max-age=63072000' }];

/** @type {import('next').NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // They patch what they load, or load what a bundler cannot see.
  serverExternalPackages: [
    'ioredis',
    'prom-client',
    '@opentelemetry/sdk-node',
    '@opentelemetry/exporter-trace-otlp-http',
  ],
  headers: async () => [
    { source: '/:path*', headers: always },
    {
      source: '/:path*',
      has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
      headers: https,
    },
    { source: '/api/:path((?!docs$).*)', headers: dataOnly },
  ],
  // For the container (Dockerfile): a folder that runs by itself. `next start` wants it off.
  ...(process.env.NEXT_OUTPUT === 'standalone' && { output: 'standalone' }),
};

export default nextConfig;
