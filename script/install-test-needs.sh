#!/usr/bin/env bash
# Installs what the tests need beside Node: a browser, from Debian, and MongoDB's shell, from npm. Does nothing for what is there.
set -euo pipefail
cd "$(dirname "$0")/.."

# Without scripts and optional parts, as these would fetch binaries from elsewhere; none is needed here.
if [ ! -x test/mongosh/node_modules/.bin/mongosh ] || [ test/mongosh/package-lock.json -nt test/mongosh/node_modules ]; then
  npm ci --prefix test/mongosh --ignore-scripts --omit=optional --no-audit --no-fund
fi

browser=${CHROMIUM:-/usr/bin/chromium}
if [ -x "$browser" ]; then exit 0; fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
"${as_root[@]}" apt-get update
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends chromium
