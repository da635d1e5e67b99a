#!/usr/bin/env bash
# Breaks the pipeline in every way it knows, lets it recover, and looks for records that were lost, doubled or invented; on real
# servers of its own, in real processes. Each scenario is also run with a planted defect, which must be found.
# One JSON line per round, then a table; exit code 1 if anything was found, or a planted defect was not.
#
#   scripts/faults.sh [--rounds N] [--only SCENARIO,…] [--resume] [--short] [--planted | --no-planted] [--seed S] [--results FILE]
#   scripts/faults.sh --list | --sum
#
# The results go to batch-jobs/target/faults/results.jsonl; --resume goes on with that file, --sum adds it up.
# Full disks need a small file system of their own: run as root, else those scenarios are skipped.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
case "${1:-}" in
  --help | -h) sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d'; exit 0 ;;
esac
. "$here/find-tests.sh"
cd "$root"
# In a mount namespace of its own, what is mounted goes when the last process ends.
apart=() mounts=false
if [ "$(id -u)" = 0 ] && unshare -m true 2> /dev/null; then
  apart=(unshare -m) mounts=true
fi
exec "${apart[@]}" "$JAVA_HOME/bin/java" -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -Dlogback.configurationFile=com/skatestock/local/logback-local.xml \
  "-Dlogs=$root/batch-jobs/target/faults" "-Dskatestock.root=$root" "-Dskatestock.faults.mounts=$mounts" \
  -cp "$tests:$app/*:$root/local/target/app/*" \
  com.skatestock.batch.faults.FaultsCommand "$@"
