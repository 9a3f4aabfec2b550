FROM node:20-bookworm-slim AS build
WORKDIR /guildhall
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
WORKDIR /guildhall
ENV NODE_ENV=production HOST=0.0.0.0
COPY --from=build /guildhall/package.json ./
COPY --from=build /guildhall/node_modules node_modules
COPY --from=build /guildhall/dist dist
COPY --from=build /guildhall/script script
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s CMD ["node", "-e", "fetch('http://127.0.0.1:3000/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/server/main.js"]
