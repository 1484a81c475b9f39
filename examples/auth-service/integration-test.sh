#!/bin/bash
# Runs inside the test environment's network, against the image that was just built. Its exit status decides.
set -uo pipefail

service=${SERVICE_URL:-http://auth-service:9000}
user="tester-$$-$RANDOM"
cases=''
failed=0
total=0

# expect NAME STATUS: registers the user and compares the answer
expect() {
  local name=$1 wanted=$2 answer status
  answer=$(curl --silent --show-error --max-time 10 --request PUT --header 'Content-Type: application/json' \
    --data "{\"name\": \"$user\", \"password\": \"correct horse\"}" --write-out '\n%{http_code}' "$service/user" 2>&1)
  status=${answer##*$'\n'}
  total=$((total + 1))
  if [ "$status" = "$wanted" ]; then
    echo "Pass: $name"
    cases+="  <testcase classname=\"integration\" name=\"$name\"/>"$'\n'
  else
    echo "Fail: $name: wanted $wanted, got $answer"
    failed=$((failed + 1))
    cases+="  <testcase classname=\"integration\" name=\"$name\"><failure message=\"wanted $wanted, got ${status//[^0-9]/}\"/></testcase>"$'\n'
  fi
}

expect 'Register User' 200
expect 'Register User Conflict' 409

mkdir -p reports
printf '<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="integration" tests="%d" failures="%d" errors="0" skipped="0">\n%s</testsuite>\n' \
  "$total" "$failed" "$cases" >reports/TEST-integration.xml
[ "$failed" = 0 ]
