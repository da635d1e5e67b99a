#!/usr/bin/env bash
# kill -9 at random moments of scrapes and loads on real servers, each restarted until it is complete; then the state is
# compared with that of runs that were left alone. Prints one JSON line; exit code 1 if anything differs or is there twice.
#
#   scripts/kill.sh [--kills N] [--seed S] [--products N]     20 kills, 3 shops of 2000 products each
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
case "${1:-}" in
  --help | -h) sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d'; exit 0 ;;
esac
. "$here/find-java.sh"
if [ ! -d "$root/batch-jobs/target/test-classes" ] || ! compgen -G "$root/local/target/app/local-*.jar" > /dev/null; then
  echo "Not built yet. Run: ./mvnw -q package -DskipTests" >&2
  exit 69
fi
exec "$JAVA_HOME/bin/java" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow \
  -Dlogback.configurationFile=com/skatestock/local/logback-local.xml "-Dlogs=$root/batch-jobs/target/kill" \
  "-Dskatestock.application=$root/batch-jobs/target/app/*" \
  -cp "$root/batch-jobs/target/test-classes:$root/batch-jobs/target/app/*:$root/local/target/app/*" \
  com.skatestock.batch.job.KillCampaign "$@"
