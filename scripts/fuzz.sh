#!/usr/bin/env bash
# Broken inputs for everything that reads what others wrote: price texts, JSON, HTML, WARC, events. One JSON line per target;
# exit code 1 if one threw, took more than a second per megabyte, or too much memory. The same seed gives the same inputs.
#
#   scripts/fuzz.sh [--inputs N] [--only TARGET,…] [--seed S] [--keep DIR]     150,000 inputs for each of seven targets
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
case "${1:-}" in
  --help | -h) sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d'; exit 0 ;;
esac
. "$here/find-tests.sh"
cd "$root"
exec "$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow \
  -cp "$tests:$app/*:$root/local/target/app/*" \
  com.skatestock.batch.fuzz.FuzzCommand "$@"
