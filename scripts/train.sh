#!/usr/bin/env bash
# Trains the JVM for "skatestock run scrape": scrapes a simulated shop on servers of its own, and leaves what the JVM learned beside the
# jars (an ahead-of-time cache, JEP 514 and 515). Scrapes of this build then start sooner and compile less. Takes about a minute.
#
#   scripts/train.sh [PRODUCTS]   (default 500,000: what the JVM learns of fewer is worth less)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
case "${1:-}" in
  --help | -h) sed -n '2,/^set /s/^# \{0,1\}//p' "$0"; exit 0 ;;
esac
. "$here/find-tests.sh"
. "$here/class-archive.sh"
. "$here/simulated-shop.sh"
start_stack
start_shop "${1:-500000}"
cache=$(trained_cache)
rm -f "$cache"
SKATESTOCK_TRAINING=yes "$here/skatestock" run scrape --shop seasons > "$work/train.log" 2>&1 || { cat "$work/train.log" >&2; exit 75; }
[ -s "$cache" ] || { cat "$work/train.log" >&2; exit 75; }
echo "$cache"
