#!/usr/bin/env bash
# The drill of losing PostgreSQL, on servers of its own: base backup while the pipeline works, write-ahead log kept, more work, server gone;
# restore to a moment before the end, everything since from Kafka and the archive. Prints one JSON line; exit code 1 if anything is lost or invented.
#
#   scripts/drill.sh [PRODUCTS]     of the simulated shop (default 2,000)
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
case "${1:-2000}" in
  *[!0-9]*) sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d'; exit 0 ;;
esac
. "$here/find-tests.sh"
work=$(mktemp -d "${TMPDIR:-/tmp}/skatestock-drill.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$JAVA_HOME/bin/java" -Xmx768m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Djava.io.tmpdir="$work" -cp "$app/*:$tests:$root/local/target/app/*" com.skatestock.batch.RestoreDrill "${1:-2000}" > "$work/out" 2> "$work/log" ||
  failed=1
grep '^{' "$work/out" || tail -40 "$work/log" >&2
exit "${failed:-0}"
