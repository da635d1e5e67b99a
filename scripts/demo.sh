#!/usr/bin/env bash
# The main job on this machine: real PostgreSQL, Kafka and Redis, five simulated shops, the whole pipeline.
#
#   scripts/demo.sh            build what is needed, start everything, scrape and load once, print a table,
#                              then keep scheduling (a simulated day in five minutes) until Ctrl-C
#   scripts/demo.sh --once     end after the first cycle, with a JSON summary as the last line.
#                              The shops' clock stands still: run it again, and nothing has changed
#   scripts/demo.sh --fresh    start over: forget everything that earlier demos stored
#   scripts/demo.sh --live     the real shops instead of the simulated ones (two seconds between requests)
#
# Everything is kept under .skatestock/demo in the checkout.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
home="$root/.skatestock/demo"
once=false fresh=false live=false
for argument in "$@"; do
  case "$argument" in
    --once) once=true ;;
    --fresh) fresh=true ;;
    --live) live=true ;;
    --help | -h) sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d'; exit 0 ;;
    *) echo "Unknown option $argument; see scripts/demo.sh --help" >&2; exit 64 ;;
  esac
done
. "$here/find-java.sh"

if ! compgen -G "$root/batch-jobs/target/app/batch-jobs-*.jar" > /dev/null ||
  [ -n "$(find "$root"/{contracts,sql,local,batch-jobs,api}/{src,pom.xml,migrations,queries} "$root/pom.xml" \
    -newer "$(compgen -G "$root/batch-jobs/target/app/batch-jobs-*.jar")" -type f ! -path '*/src/test/*' -print -quit 2> /dev/null)" ]; then
  echo "Building (the first time takes a few minutes) ..." >&2
  "$root/mvnw" -q -f "$root/pom.xml" -Dmaven.test.skip=true package >&2
fi

pids=()
stop_all() {
  trap - EXIT INT TERM
  local i
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill -TERM "${pids[i]}" 2> /dev/null || true
    wait "${pids[i]}" 2> /dev/null || true
  done
}
trap stop_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if $fresh; then
  "$here/local.sh" down --data "$home/stack" > /dev/null 2>&1 || true
  rm -rf "$home"
fi
mkdir -p "$home/log"

wait_for() { # pid, what, test command ...
  local pid=$1 what=$2
  shift 2
  for _ in $(seq 600); do
    if "$@" 2> /dev/null; then return 0; fi
    if ! kill -0 "$pid" 2> /dev/null; then break; fi
    sleep 0.1
  done
  echo "$what did not start; see $home/log" >&2
  exit 75
}

"$here/local.sh" up --data "$home/stack" > "$home/log/stack.log" 2>&1 &
pids+=($!)
stack_pid=$!
shops=seasons,premier,labor,nj,blacksheep
# No other shop than these: the demo asks nobody else.
echo "skatestock.watch=$shops" > "$home/application.properties"
if ! $live; then
  # The moment at which the shops' clock stands is kept, so that a later --once sees the same shelves.
  [ -s "$home/clock" ] || date -u +%Y-%m-%dT%H:00:00Z > "$home/clock"
  # So are the shops' ports: an address is part of what a shop shows.
  [ -s "$home/ports" ] || echo $((12000 + RANDOM % 800 * 10)) > "$home/ports"
  rm -f "$home/shops.properties"
  if $once; then clock=(--frozen-at "$(cat "$home/clock")"); else clock=(--at "$(cat "$home/clock")" --speed 288); fi
  "$JAVA_HOME/bin/java" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$root/local/target/app/*" com.skatestock.local.LocalMain \
    shops "${clock[@]}" --port-base "$(cat "$home/ports")" --properties "$home/shops.properties" ${shops//,/ } > "$home/log/shops.log" 2>&1 &
  pids+=($!)
  wait_for $! "The shop simulator" test -s "$home/shops.properties"
  sed -n 's/^shop\.\(.*\)\.url=/skatestock.shop-urls.\1=/p' "$home/shops.properties" >> "$home/application.properties"
fi
export SPRING_CONFIG_ADDITIONAL_LOCATION="file:$home/application.properties"
wait_for "$stack_pid" "The local stack" grep -q "^skatestock.local.pid=$stack_pid$" "$home/stack/stack.properties"
cat "$home/log/stack.log" >&2
. "$here/stack-env.sh" "$home/stack/stack.properties"
export SKATESTOCK_ARCHIVE="$home/archive"

"$here/skatestock" topics apply > "$home/log/topics.log"
status=0
if $once; then
  "$here/skatestock" cycle --shop "$shops" --format both 2> "$home/log/cycle.log" || status=$?
  [ $status = 0 ] || tail -n 20 "$home/log/cycle.log" >&2
  exit $status
fi
"$here/skatestock" cycle --shop "$shops" 2> "$home/log/cycle.log" || status=$?
[ $status = 0 ] || { tail -n 20 "$home/log/cycle.log" >&2; exit $status; }
if [ -z "${SKATESTOCK_PORT:-}" ]; then
  SKATESTOCK_PORT=8081
  while (exec 3<> "/dev/tcp/127.0.0.1/$SKATESTOCK_PORT") 2> /dev/null; do SKATESTOCK_PORT=$((SKATESTOCK_PORT + 1)); done
fi
export SKATESTOCK_PORT
cat << WHERE

Where to look:
  runs      scripts/skatestock jobs list
  rows      psql '$(sed -n "s#^jdbc:postgresql://#postgresql://skatestock:skatestock@#p" <<< "$SKATESTOCK_DATABASE_URL")'
  health    http://localhost:$SKATESTOCK_PORT/actuator/health
  metrics   http://localhost:$SKATESTOCK_PORT/actuator/prometheus
  archive   ${SKATESTOCK_ARCHIVE#"$root"/}
  logs      ${home#"$root"/}/log

Scheduling: each shop every minute, a simulated day in five minutes. Ctrl-C ends it.
WHERE
SKATESTOCK_SCRAPE_EVERY=60s SKATESTOCK_JAVA_OPTS="-Xmx320m" "$here/skatestock" scheduler &
pids+=($!)
wait $!
