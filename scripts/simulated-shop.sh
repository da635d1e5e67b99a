# Sourced by scripts that measure or train, with $here, $root and $JAVA_HOME: a folder $work, servers of their own and a simulated shop,
# all of which end with the script.
work=$(mktemp -d "${TMPDIR:-/tmp}/skatestock.XXXXXX")
pids=()
clean() {
  trap - EXIT
  local i
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill -TERM "${pids[i]}" 2> /dev/null || true
    wait "${pids[i]}" 2> /dev/null || true
  done
  rm -rf "$work"
}
trap clean EXIT
trap 'exit 130' INT TERM

# start_stack: PostgreSQL, Kafka with the topics, and Redis; their addresses, and an archive folder, are in the environment.
start_stack() {
  "$here/local.sh" up --data "$work/stack" > "$work/stack.log" 2>&1 &
  pids+=($!)
  for _ in $(seq 600); do
    grep -qs "^skatestock.local.pid=${pids[0]}$" "$work/stack/stack.properties" && break
    kill -0 "${pids[0]}" || { cat "$work/stack.log" >&2; exit 75; }
    sleep 0.1
  done
  . "$here/stack-env.sh" "$work/stack/stack.properties"
  export SKATESTOCK_ARCHIVE="$work/archive"
  "$here/skatestock" topics apply > /dev/null
}

# start_shop PRODUCTS: seasons, without manners, pages written beforehand, five variants a product; its address is in $shop, and where
# Spring looks for it.
start_shop() {
  "$JAVA_HOME/bin/java" -Xmx256m -XX:+UseSerialGC -cp "$root/local/target/app/*" com.skatestock.local.LocalMain shops --prerendered --gzip \
    --variants 5 --products "$1" --unlimited-paging --frozen-at 2026-11-20T12:00:00Z --properties "$work/shops.properties" \
    seasons > "$work/shops.log" 2>&1 &
  pids+=($!)
  until [ -s "$work/shops.properties" ]; do
    kill -0 "${pids[-1]}" || { cat "$work/shops.log" >&2; exit 75; }
    sleep 0.2
  done
  shop=$(sed -n 's/^shop\.seasons\.url=//p' "$work/shops.properties")
  echo "skatestock.shop-urls.seasons=$shop" > "$work/application.properties"
  export SPRING_CONFIG_ADDITIONAL_LOCATION="file:$work/application.properties"
}
