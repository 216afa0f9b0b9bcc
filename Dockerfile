# The site as a container. Two targets:
#   site   (default) the built site alone, as an unprivileged user
#   tools  setup, admin:create, audit, import, backup: everything that npm run knows
FROM node:22-trixie-slim AS packages
WORKDIR /site
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
RUN npm ci

FROM packages AS build
COPY . .
RUN NODE_ENV=production NEXT_OUTPUT=standalone npm run build

# pg_dump has to be as new as the server in docker-compose.yml, or newer.
FROM packages AS tools
RUN apt-get update \
  && apt-get install -y --no-install-recommends postgresql-client-17 \
  && rm -rf /var/lib/apt/lists/*
COPY . .
USER node
ENTRYPOINT ["npm", "run", "-s"]

FROM node:22-trixie-slim AS site
WORKDIR /site
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 BIND_HOST=0.0.0.0 HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build --chown=node:node /site/.next/standalone ./
COPY --from=build --chown=node:node /site/.next/static ./.next/static
COPY --from=build --chown=node:node /site/public ./public
USER node
EXPOSE 3000
# Asks whether the process answers; whether the data can be reached is the load balancer's question.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/api/health?probe=live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
