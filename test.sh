#!/usr/bin/env bash
# Runs every test, on a fresh Debian machine with nothing but the .NET SDK and Node.js 20: installs the servers that the tests start on loopback,
# builds, tests, and ends with the line `N passed, N failed, N skipped`.
#   ./test.sh           what CI runs (at most 25 minutes on two cores; long matrices as a seeded subset)
#   ./test.sh --soak    the long matrices in full
#   ./test.sh --filter FullyQualifiedName~Sync    any further words go to `dotnet test`
set -euo pipefail
cd "$(dirname "$0")"

if [ "${1:-}" = "--soak" ]; then
  export SYNCADMIN_SOAK=1
  shift
fi

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
[ -n "$(ls /usr/lib/postgresql/*/bin/postgres 2>/dev/null)" ] || missing+=(postgresql)
command -v mariadbd >/dev/null || missing+=(mariadb-server)
command -v chromium >/dev/null || missing+=(chromium)
[ -n "$(tesseract --list-langs 2>/dev/null | grep -x spa)" ] || missing+=(tesseract-ocr tesseract-ocr-spa)
command -v fc-list >/dev/null && [ -n "$(fc-list 2>/dev/null | head -n 1)" ] || missing+=(fontconfig fonts-dejavu-core)
command -v curl >/dev/null || missing+=(curl)
command -v openssl >/dev/null || missing+=(openssl)
if [ "${#missing[@]}" -gt 0 ]; then
  echo "Installing ${missing[*]} …"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
if [ "$(id -u)" != 0 ]; then
  echo "The tests start PostgreSQL and MariaDB as their own users and mount small file systems: run this as root (sudo ./test.sh)." >&2
  exit 1
fi

node_version=$(node --version 2>/dev/null || echo none)
node_major=${node_version#v}
node_major=${node_major%%.*}
if ! [ "${node_major:-0}" -ge 20 ] 2>/dev/null || ! command -v npm >/dev/null; then
  echo "The tests drive Qdrant's own JavaScript client: install Node.js 20 or newer with npm (found: $node_version)." >&2
  exit 1
fi
# The lock file says what is there; a folder that is newer than it has been filled from it.
if ! [ SyncAdmin.Tests/node/node_modules/.package-lock.json -nt SyncAdmin.Tests/node/package-lock.json ]; then
  (cd SyncAdmin.Tests/node && npm ci --prefer-offline --loglevel=error)
fi

# Qdrant's OpenAPI document is never committed: it lies beside this checkout, or beside the one that this is a worktree or a clone of.
if [ -z "${SYNCADMIN_QDRANT_OPENAPI:-}" ]; then
  origin=$(git config --get remote.origin.url 2>/dev/null || true)
  origin=${origin#file://}
  for checkout in . "${origin:-.}"; do
    main=$(git -C "$checkout" rev-parse --path-format=absolute --git-common-dir 2>/dev/null || true)
    for beside in "$checkout/.." "${main:-.}/../.."; do
      if [ -z "${SYNCADMIN_QDRANT_OPENAPI:-}" ] && [ -f "$beside/shared/qdrant-openapi.json" ]; then
        SYNCADMIN_QDRANT_OPENAPI=$(realpath "$beside/shared/qdrant-openapi.json")
        export SYNCADMIN_QDRANT_OPENAPI
      fi
    done
  done
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
packages="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
export PLAYWRIGHT_DRIVER_SEARCH_PATH="${packages%/}/microsoft.playwright/1.64.1"

dotnet build SyncAdmin.sln -c Release -v quiet

log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
dotnet test SyncAdmin.Tests/SyncAdmin.Tests.csproj -c Release --no-build "$@" 2>&1 | tee "$log" || code=$?

# `dotnet test` prints no plain closing line of its own.
awk -F'[:,]' '
  /^(Passed|Failed|Skipped)! +- Failed:/ { failed += $2; passed += $4; skipped += $6 }
  END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped; exit (failed > 0 || passed == 0) }' "$log" || code=1
exit "$code"
