# Sourced by the other scripts: puts the home of a JDK 25 into JAVA_HOME, or says what is missing and stops.
skatestock_is_jdk25() {
  [ -x "$1/bin/java" ] && [ -f "$1/release" ] && grep -q '^JAVA_VERSION="25' "$1/release"
}
skatestock_find_java() {
  local home
  for home in "${JAVA_HOME:-}" "${JAVA_HOME_25_X64:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ] && skatestock_is_jdk25 "$home"; then
      export JAVA_HOME="$home"
      return 0
    fi
  done
  echo "SkateStock needs a JDK 25 and found none (looked at JAVA_HOME, /usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks)." >&2
  echo "Install one (for example Eclipse Temurin 25) or set JAVA_HOME to it." >&2
  return 69
}
skatestock_find_java || exit $?
