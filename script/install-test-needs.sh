#!/usr/bin/env bash
# Installs what the tests need beside Node: a browser, Redis and nginx, from Debian, and MongoDB's shell, from npm.
# Does nothing for what is there, and leaves nothing running.
set -euo pipefail
cd "$(dirname "$0")/.."

# Without scripts and optional parts, as these would fetch binaries from elsewhere; none is needed here.
if [ ! -x test/mongosh/node_modules/.bin/mongosh ] || [ test/mongosh/package-lock.json -nt test/mongosh/node_modules ]; then
  npm ci --prefix test/mongosh --ignore-scripts --omit=optional --no-audit --no-fund
fi

needed=()
if [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ]; then needed+=(chromium); fi
if ! PATH=$PATH:/usr/sbin command -v redis-server > /dev/null; then needed+=(redis-server); fi
if ! PATH=$PATH:/usr/sbin command -v nginx > /dev/null; then needed+=(nginx-light); fi
if [ ${#needed[@]} -eq 0 ]; then exit 0; fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
"${as_root[@]}" apt-get update
# Debian starts the servers it installs, but not at this runlevel, nor where systemd is told at once to leave them: the tests start their own.
"${as_root[@]}" env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
  apt-get install --yes --no-install-recommends "${needed[@]}"
if [ -d /run/systemd/system ]; then
  for package in "${needed[@]}"; do
    case $package in
      redis-server) "${as_root[@]}" systemctl disable --now redis-server ;;
      nginx-light) "${as_root[@]}" systemctl disable --now nginx ;;
    esac
  done
fi
