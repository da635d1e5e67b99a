#!/usr/bin/env bash
# Measures the pipeline against the physical limit, in the same run; prints one JSON line with the ratio.
#
#   scripts/bench.sh load [EVENTS]     Kafka to PostgreSQL (default 200,000 events of five variants), against the same rows as files
#                                      through psql: COPY and the same merge statements. Needs psql.
#   scripts/bench.sh scrape [PRODUCTS] shop to Kafka (default 500,000 products of five variants, manners off), against a bare loop that
#                                      fetches and tokenises the same pages. Both with what scripts/train.sh leaves, which is called
#                                      if need be.
#
# Times are noise on a shared machine; the ratio is the figure.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
case "${1:---help}" in
  load | scrape) ;;
  *) sed -n '2,/^set /s/^# \{0,1\}//p' "$0"; exit 0 ;;
esac
. "$here/find-tests.sh"
. "$here/class-archive.sh"
[ "$1" = load ] || [ -e "$(trained_cache)" ] || "$here/train.sh" > /dev/null
. "$here/simulated-shop.sh"
start_stack
"$here/skatestock" shops list > /dev/null # leaves the class archive that the command which is measured has, too
start=(-XX:SharedArchiveFile="$(class_archive run)")
bench() { # class, arguments ...
  "$JAVA_HOME/bin/java" ${heap:-$("$here/heap-shape.sh")} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -Xlog:cds=off -Xlog:jfr*=off "${start[@]}" ${BENCH_JAVA_OPTS:-} -cp "$app/*:$tests:$root/local/target/app/*" "$@"
}
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }

if [ "$1" = load ]; then
  command -v psql > /dev/null || { echo "psql is missing (package postgresql-client)" >&2; exit 69; }
  events=${2:-200000}
  files=$(heap="-Xmx512m -XX:+UseSerialGC" bench com.skatestock.batch.load.LoadBench generate "$events" "$work/rows")
  export PGPASSWORD=$SKATESTOCK_DATABASE_PASSWORD PGUSER=$SKATESTOCK_DATABASE_USER
  url=${SKATESTOCK_DATABASE_URL#jdbc:}
  psql -q "$url" -c 'create database bare'
  bare=${url%/*}/bare
  for migration in "$root"/sql/migrations/V*.sql; do psql -q -1 -v ON_ERROR_STOP=1 -o /dev/null "$bare" -f "$migration"; done
  # The dictionaries that the files' numbers point to.
  for table in shops brands product_categories; do
    psql -q "$url" -c "copy $table to stdout" | psql -q "$bare" -c "copy $table from stdin"
  done
  {
    cat "$root/sql/queries/load/staging.sql"
    for ((i = 0; i < files; i++)); do
      echo 'begin;'
      printf "\\\\copy incoming_products from '%s/rows/products-%05d.copy' (format binary)\n" "$work" "$i"
      printf "\\\\copy incoming_variants from '%s/rows/variants-%05d.copy' (format binary)\n" "$work" "$i"
      for statement in products ids first-seen fingerprints variants history; do
        cat "$root/sql/queries/load/$statement.sql"
        echo ';'
      done
      echo 'commit;'
    done
  } > "$work/bare.sql"
  seconds() { local begun; begun=$(date +%s.%N); "$@" > /dev/null 2>&1; awk -v a="$begun" -v b="$(date +%s.%N)" 'BEGIN { printf "%.3f", b - a }'; }
  bare_seconds=$(seconds psql -q -v ON_ERROR_STOP=1 "$bare" -f "$work/bare.sql")
  bare_rows=$(psql -qAt "$bare" -c 'select count(*) from price_history')
  psql -q "$url" -c 'checkpoint'
  read -r load_seconds rows rss growth < <(bench com.skatestock.batch.load.LoadBench load first)
  checksum="select md5(string_agg(h::text, '' order by h.variant_id, h.observed_at)) from price_history h"
  before=$(psql -qAt "$url" -c "$checksum")
  psql -q "$url" -c 'update kafka_consumer_offsets set next_offset = 0'
  read -r replay_seconds replay_rows _ _ < <(bench com.skatestock.batch.load.LoadBench load replay)
  after=$(psql -qAt "$url" -c "$checksum")
  [ "$rows" = "$bare_rows" ] && [ "$rows" = "$replay_rows" ] && [ "$before" = "$after" ] ||
    { echo "Rows differ: bare $bare_rows, loaded $rows, after the replay $replay_rows" >&2; exit 65; }
  printf '{"bench":"load","observations":%d,"seconds":%s,"per_second":%d,"bare_seconds":%s,"bare_per_second":%d,"ratio":%s,"replay_seconds":%s,"replay_changed_rows":0,"last_to_second_fifth":%s,"rss_mib":%d}\n' \
    "$rows" "$load_seconds" "$(awk -v r="$rows" -v s="$load_seconds" 'BEGIN { print int(r / s) }')" \
    "$bare_seconds" "$(awk -v r="$rows" -v s="$bare_seconds" 'BEGIN { print int(r / s) }')" \
    "$(ratio "$bare_seconds" "$load_seconds")" "$replay_seconds" "$growth" "$rss"
fi

if [ "$1" = scrape ]; then
  products=${2:-500000}
  start_shop "$products"
  pages=$(((products + 249) / 250))
  # Once each to warm the servers: Kafka's JVM, and the shop's file.
  heap="-Xmx512m -XX:+UseSerialGC" bench com.skatestock.batch.load.LoadBench generate 100000 "$work/rows" > /dev/null
  # Both halves with the options of the command that is measured.
  heap=$("$here/heap-shape.sh" run scrape)
  start_options run scrape
  bench com.skatestock.batch.job.scrape.ScrapeBench bare "$shop" "$pages" > /dev/null
  read -r bare_seconds bare_variants _ bare_cpu < <(bench com.skatestock.batch.job.scrape.ScrapeBench bare "$shop" "$pages")
  read -r scrape_seconds variants rss cpu < <(bench com.skatestock.batch.job.scrape.ScrapeBench scrape seasons)
  [ "$variants" = "$bare_variants" ] || { echo "Variants differ: bare $bare_variants, scraped $variants" >&2; exit 65; }
  printf '{"bench":"scrape","products":%d,"variants":%d,"seconds":%s,"per_second":%d,"bare_seconds":%s,"bare_per_second":%d,"ratio":%s,"cpu_seconds":%s,"bare_cpu_seconds":%s,"rss_mib":%d}\n' \
    "$products" "$variants" "$scrape_seconds" "$(awk -v r="$variants" -v s="$scrape_seconds" 'BEGIN { print int(r / s) }')" \
    "$bare_seconds" "$(awk -v r="$variants" -v s="$bare_seconds" 'BEGIN { print int(r / s) }')" \
    "$(ratio "$bare_seconds" "$scrape_seconds")" "$cpu" "$bare_cpu" "$rss"
fi
