# Sourced by scripts that run programs of the tests, with $root: puts what the build left into app and tests, and a JDK 25 into JAVA_HOME;
# or says what is missing and stops.
. "$root/scripts/find-java.sh"
app="$root/batch-jobs/target/app" tests="$root/batch-jobs/target/test-classes"
if ! compgen -G "$app/batch-jobs-*.jar" > /dev/null || ! compgen -G "$root/local/target/app/local-*.jar" > /dev/null || [ ! -d "$tests" ]; then
  echo "Not built yet. Run: ./mvnw -q package -DskipTests" >&2
  exit 69
fi
