#!/usr/bin/env bash
# The local stack: real PostgreSQL, Kafka and Redis without Docker.
#
#   scripts/local.sh up [--postgres-port N] [--kafka-port N] [--redis-port N] [--only postgres,kafka,redis]
#                              start and stay until Ctrl-C; addresses: <data>/stack.properties, logs: <data>/log.
#                              The process keeps its id: ready when that file holds skatestock.local.pid=<id>
#   scripts/local.sh down      stop it, also what a killed run left behind
#   scripts/local.sh status    print the addresses; exit code 3 if it is not running
#
# --data DIR says where everything is kept (default: .skatestock/local in the checkout).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
case "${1:---help}" in
  --help | -h) sed -n '2,/^set /s/^# \{0,1\}//p' "$0"; exit 0 ;;
esac
. "$here/find-java.sh"
app="$root/local/target/app"
if ! compgen -G "$app/local-*.jar" > /dev/null; then
  echo "Not built yet. Run: ./mvnw -q -pl local -am package -DskipTests" >&2
  exit 69
fi
command=$1
shift
case " $* " in
  *" --data"* | *" --help "*) data=() ;;
  *) data=(--data "$root/.skatestock/local") ;;
esac
options=(-Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
if [ "$command" = up ]; then
  # The first run leaves an archive of the loaded classes beside the jars: it halves what later starts cost.
  options+=(-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$root/local/target/local.jsa" -Xlog:disable)
fi
exec "$JAVA_HOME/bin/java" "${options[@]}" -cp "$app/*" com.skatestock.local.LocalMain "$command" "${data[@]}" "$@"
