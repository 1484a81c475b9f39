# shellcheck shell=bash
# All tests, and how many there were of each kind.

run_tests() {
  local started=$SECONDS result=0 sources passed failed skipped
  sources=$(source_digest)
  with_lock "$SLIPWAY_ROOT/target/build.lock" 'another ./slipway builds'
  find "$SLIPWAY_ROOT" -maxdepth 3 -path '*/target/*-reports' -type d -exec rm -rf {} +
  # Testcontainers' own reaper is an image of a registry; here every test removes what it starts.
  (cd "$SLIPWAY_ROOT" && SLIPWAY_BUILT=1 TESTCONTAINERS_RYUK_DISABLED=true \
    mvn -B -ntp --fail-at-end verify "$@" </dev/null) 9>&- || result=$?
  if [ "$result" = 0 ] && [ "$#" = 0 ]; then record_build "$sources"; fi
  release_lock

  echo
  report_level 'unit' surefire 'not end-to-end'
  report_level 'component and contract' failsafe 'not end-to-end'
  report_level 'end-to-end' '*' 'end-to-end'
  printf '%-24s %d min %d s\n' 'time' "$(((SECONDS - started) / 60))" "$(((SECONDS - started) % 60))"
  read -r passed failed skipped < <(count_tests '*' all)
  if [ "$result" != 0 ] && [ "$failed" = 0 ]; then
    echo "The build itself failed (Maven's exit status $result): see the first ERROR above. Tests after it did not run."
  fi
  if [ "$passed" = 0 ] && [ "$failed" = 0 ] && [ "$result" = 0 ]; then
    echo 'No test ran at all.'
    result=1
  fi
  printf '%d passed, %d failed' "$passed" "$failed"
  if [ "$skipped" -gt 0 ]; then printf ', %d skipped' "$skipped"; fi
  printf '\n'
  if [ "$failed" -gt 0 ]; then result=1; fi
  return "$result"
}

report_level() {
  local passed failed skipped
  read -r passed failed skipped < <(count_tests "$2" "$3")
  printf '%-24s %d passed, %d failed, %d skipped\n' "$1" "$passed" "$failed" "$skipped"
}

# count_tests surefire|failsafe|'*' end-to-end|'not end-to-end'|all: "PASSED FAILED SKIPPED", from the XML reports
count_tests() {
  find "$SLIPWAY_ROOT" -maxdepth 4 -path "*/target/$1-reports/TEST-*.xml" |
    case $2 in
      all) cat ;;
      end-to-end) grep /end-to-end-tests/ || true ;;
      *) grep -v /end-to-end-tests/ || true ;;
    esac |
    while read -r report; do grep -o -m 1 '<testsuite [^>]*>' "$report"; done |
    awk '
      function number(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3) + 0 : 0 }
      { bad = number("failures") + number("errors"); failed += bad; skipped += number("skipped")
        passed += number("tests") - bad - number("skipped") }
      END { print passed + 0, failed + 0, skipped + 0 }'
}
