# Sourced by scripts that start the program, with $root, $app and $JAVA_HOME: class_archive COMMAND prints where the class archive of that
# command of scripts/skatestock lies.
#
# Commands without a server and those with the Spring application load different classes: each sort has its class archive,
# written at the end of its first run, so that later ones start in half the time. Java refuses an archive of other jars, and
# leaves it as it is: its name tells which jars it is of.
class_archive() {
  local sort archive
  case "${1:-}" in
    extract | price | robots | topics | help | --* | "") sort=quick ;;
    *) sort=application ;;
  esac
  archive="$root/batch-jobs/target/$sort-$( (echo "$JAVA_HOME" "$app"; ls -ln "$app") | cksum | cut -d' ' -f1).jsa"
  [ -e "$archive" ] || rm -f "${archive%-*}".jsa "${archive%-*}"-*.jsa
  echo "$archive"
}
