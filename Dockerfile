FROM node:20-bookworm-slim AS build
WORKDIR /guildhall
COPY package.json package-lock.json ./
# Takes the versions of the lock file. `npm ci` would refuse it, as it leaves out optional packages for other systems.
RUN npm install --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev

# What runs: the build, and the packages it imports.
FROM node:20-bookworm-slim
WORKDIR /guildhall
ENV NODE_ENV=production HOST=0.0.0.0
COPY --from=build /guildhall/package.json ./
COPY --from=build /guildhall/node_modules node_modules
COPY --from=build /guildhall/dist dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server/main.js"]
