# shellcheck shell=bash disable=SC2154 # host.sh and jdk.sh set some names
# Builds the suite when its sources changed since the last build, and runs its tests.

# source_digest: one number for everything that a build reads (not git's idea of it: uncommitted changes count)
source_digest() {
  (
    cd "$SLIPWAY_ROOT" || exit
    { find pom.xml .mvn ./*/pom.xml -type f 2>/dev/null || true; find ./*/src/main -type f; } |
      LC_ALL=C sort | tr '\n' '\0' | xargs -0 "${digest_command[@]}" | "${digest_command[@]}" | cut -c 1-32
  )
}

# The record lies with what it describes: it goes when the folder "target" goes.
build_record() { printf '%s' "$SLIPWAY_ROOT/target/built-from"; }

is_built() {
  [ -f "$SLIPWAY_ROOT/cli/target/slipway-cli.jar" ] && [ -d "$SLIPWAY_ROOT/cli/target/lib" ] &&
    [ "$(cat "$(build_record)" 2>/dev/null)" = "$1" ]
}

record_build() {
  mkdir -p "$SLIPWAY_ROOT/target"
  printf '%s\n' "$1" >"$(build_record)"
}

ensure_built() {
  local sources log="$SLIPWAY_HOME/logs/build.log" started=$SECONDS
  if [ "${SLIPWAY_BUILT:-}" = 1 ]; then return; fi # called by this suite's own tests
  sources=$(source_digest)
  if is_built "$sources"; then return; fi
  with_lock "$SLIPWAY_ROOT/target/build.lock" 'another ./slipway builds'
  sources=$(source_digest)
  if is_built "$sources"; then
    release_lock
    return
  fi
  ensure_maven
  mkdir -p "$SLIPWAY_HOME/logs"
  printf '· build Slipway (the first time, Maven fetches its libraries too) … ' >&2
  if ! (cd "$SLIPWAY_ROOT" && mvn -B -ntp -DskipTests -Dspotless.check.skip=true package </dev/null 2>&1) 9>&- |
    tee "$log" | show_progress; then
    printf 'failed after %ss. The end of %s:\n' "$((SECONDS - started))" "$log" >&2
    excerpt "$log" >&2
    fail 'a build of the sources' 'the error above' "correct it; the whole log is $log"
  fi
  printf '%ss\n' "$((SECONDS - started))" >&2
  record_build "$sources"
  release_lock
}

# excerpt LOG: Maven's errors without its advice, or the last lines where it says none
excerpt() {
  grep '^\[ERROR\]' "$1" | grep -v -e 'Help 1' -e 'Re-run Maven' -e 're-run Maven' -e '^\[ERROR\] *$' -e 'mvn <args>' \
    -e 'After correcting' -e 'For more information' | tail -n 30 | grep . || tail -n 30 "$1"
}

# On a terminal, the module that is being built
show_progress() {
  if [ ! -t 2 ]; then
    cat >/dev/null
    return
  fi
  local line name
  while IFS= read -r line; do
    case $line in
      '[INFO] Building '*'['[0-9]*/[0-9]*']')
        name=${line#'[INFO] Building '}
        printf '\r\033[K· build %s [%s … ' "${name%% [0-9]*}" "${line##*[}" >&2
        ;;
    esac
  done
}

# with_lock FILE WHAT: one at a time, held until release_lock or the end of this script. No child inherits it (9>&-).
with_lock() {
  if ! command -v flock >/dev/null; then return; fi
  mkdir -p "$(dirname "$1")"
  exec 9>"$1"
  if ! flock -n 9; then
    say "· $2, waiting for it …"
    flock 9
  fi
}

release_lock() { exec 9>&-; }
