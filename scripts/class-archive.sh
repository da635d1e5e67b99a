# Sourced by scripts that start the program, with $root, $app and $JAVA_HOME. What the JVM keeps of earlier runs of a build lies beside
# its jars, and its name tells which jars it is of: Java refuses it for others, and leaves it as it is.
jars_of_build() { (echo "$JAVA_HOME" "$app"; ls -ln "$app") | cksum | cut -d' ' -f1; }

# class_archive COMMAND prints where the class archive of that command of scripts/skatestock lies. Commands without a server and those
# with the Spring application load different classes: each sort has its own, written at the end of its first run, so that later ones
# start in half the time.
class_archive() {
  local sort archive
  case "${1:-}" in
    extract | price | robots | topics | help | --* | "") sort=quick ;;
    *) sort=application ;;
  esac
  archive="$root/batch-jobs/target/$sort-$(jars_of_build).jsa"
  [ -e "$archive" ] || rm -f "${archive%-*}".jsa "${archive%-*}"-*.jsa
  echo "$archive"
}

# trained_cache prints where scripts/train.sh leaves what the JVM learned of a scrape.
trained_cache() {
  local cache
  cache="$root/batch-jobs/target/scrape-$(jars_of_build).aot"
  [ -e "$cache" ] || rm -f "${cache%-*}"-*.aot
  echo "$cache"
}

# start_options COMMAND... puts the options into the array start.
# The JVM compiles what is hot, and knows it from the cache; what is not known to be hot has to prove it for longer (docs/adr/0033).
trained_threshold=-XX:CompileThresholdScaling=12
start_options() {
  local cache
  if [ "${1:-} ${2:-}" = "run scrape" ]; then
    cache=$(trained_cache)
    if [ -n "${SKATESTOCK_TRAINING:-}" ]; then
      start=("-XX:AOTCacheOutput=$cache" "$trained_threshold")
      return
    elif [ -e "$cache" ]; then
      start=("-XX:AOTCache=$cache" "$trained_threshold" -Xlog:aot=off -Xlog:cds=off)
      return
    fi
  fi
  start=(-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$(class_archive "$@")" -Xlog:cds=off -Xlog:cds+dynamic=off)
}
