#!/usr/bin/env bash
# Formats the Java sources of one module in place; with CI=true it changes nothing and fails on an unformatted file.
# Called by ./mvnw: format.sh <google-java-format.jar> <module folder>
set -euo pipefail
if [ "${1:-}" = --help ]; then sed -n '2,3s/^# //p' "$0"; exit 0; fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$here/find-java.sh"
jar=$1 module=$2
[ -d "$module/src" ] || exit 0
stamp="$module/target/formatter/formatted"
newer=(); [ -f "$stamp" ] && [ "${CI:-}" != true ] && newer=(-newer "$stamp")
mapfile -t files < <(find "$module/src" -name '*.java' "${newer[@]}" | sort)
[ ${#files[@]} -gt 0 ] || exit 0
mode=(--replace); [ "${CI:-}" = true ] && mode=(--dry-run --set-exit-if-changed)
exports=()
for package in api code file parser tree util; do
  exports+=("--add-exports=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED")
done
printf '%s\n' "${files[@]}" > "$module/target/formatter/files"
if ! "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 "${exports[@]}" --sun-misc-unsafe-memory-access=allow -jar "$jar" "${mode[@]}" "@$module/target/formatter/files"; then
  echo "Not formatted (or not parsable): the files named above. Run ./mvnw compile and commit what it changes." >&2
  exit 1
fi
touch "$stamp"
