#!/bin/bash
# Tries the post-receive hook against a real repository and a real HTTP server. Needs git, curl and python3.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
area=$(mktemp -d)
server=''
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$area"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@t GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@t

passed=0
check() { # check WHAT COMMAND…
  local what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    echo "failed: $what" >&2
    exit 1
  fi
}
equal() { [ "$1" = "$2" ] || { printf '  wanted: %s\n  found:  %s\n' "$2" "$1" >&2 && false; }; }

# start_server STATUS: answers every POST with that status, and 200 to an id that it knows; appends what it got to "got"
start_server() {
  if [ -n "$server" ]; then
    kill "$server"
    wait "$server" 2>/dev/null || true
  fi
  python3 - "$1" "$area" <<'PYTHON' &
import http.server, json, sys
status, area = int(sys.argv[1]), sys.argv[2]
class Intake(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        json.loads(body)
        with open(area + "/got", "ab") as got: got.write(body)
        with open(area + "/seen", "a") as seen: seen.write(self.path + " " + self.headers["Authorization"] + "\n")
        self.send_response(status); self.end_headers(); self.wfile.write(b"the answer")
    def log_message(self, *args): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Intake)
with open(area + "/port.new", "w") as port: port.write(str(server.server_port))
import os; os.rename(area + "/port.new", area + "/port")
server.serve_forever()
PYTHON
  server=$!
  while [ ! -f "$area/port" ]; do sleep 0.05; done
  printf 'URL=http://127.0.0.1:%s/\nTOKEN_FILE=%s/token\n' "$(cat "$area/port")" "$area" >"$area/app.git/slipway-hook.conf"
  rm -f "$area/port"
}
spooled() { find "$area/app.git/slipway-spool" -maxdepth 1 -name '*.json' | wc -l | tr -d ' '; }
got() { wc -l <"$area/got" | tr -d ' '; }
fields() { python3 -c 'import json,sys
for line in open(sys.argv[1], encoding="utf-8"): print(json.loads(line).get(sys.argv[2], ""))' "$area/got" "$1"; }

echo s3cret >"$area/token"
: >"$area/got"
git init -q --bare "$area/app.git"
cp "$here/post-receive" "$area/app.git/hooks/post-receive"
git clone -q "$area/app.git" "$area/work" 2>/dev/null
cd "$area/work"
git commit -q --allow-empty -m one

git push -q origin HEAD:refs/heads/develop 2>"$area/err"
check 'a push without settings is spooled' equal "$(spooled)" 1
check 'and it says so' grep -q 'slipway-hook.conf is missing' "$area/err"

printf 'URL=http://127.0.0.1:1\nTOKEN_FILE=%s/token\n' "$area" >"$area/app.git/slipway-hook.conf"
git push -q origin HEAD:'refs/heads/a"quote' HEAD:'refs/heads/grün' 2>"$area/err"
check 'pushes while Slipway is down are spooled' equal "$(spooled)" 3
check 'and it says so' grep -q 'Slipway is not answering' "$area/err"

start_server 202
git commit -q --allow-empty -m two
git push -q origin HEAD:refs/heads/develop 2>"$area/err"
check 'the next push sends everything' equal "$(spooled) $(got)" '0 4'
check 'oldest first, names intact' equal "$(fields ref | tr '\n' ' ')" 'refs/heads/develop refs/heads/a"quote refs/heads/grün refs/heads/develop '
check 'with the revision' equal "$(fields after | tail -n 1)" "$(git rev-parse HEAD)"
check 'for the repository' equal "$(fields repository | sort -u)" "file://$area/app.git"
check 'with distinct ids' equal "$(fields id | sort -u | wc -l | tr -d ' ')" 4
check 'with the token, to the intake' equal "$(sort -u "$area/seen")" '/api/pushes Bearer s3cret'
check 'silently' equal "$(cat "$area/err")" ''

git tag --annotate --message v1 v1
git push -q origin v1 2>"$area/err"
check 'an annotated tag is told with the commit it stands for' equal \
  "$(fields after | tail -n 1) $(fields revision 2>/dev/null | tail -n 1)" "$(git rev-parse v1) $(git rev-parse HEAD)"
git push -q origin :v1 2>"$area/err"
check 'a deleted tag is told without one' equal "$(tail -n 1 "$area/got" | grep -c revision)" 0

start_server 422
git push -q origin HEAD:refs/heads/odd 2>"$area/err"
check 'a refused push is put aside' equal "$(spooled) $(find "$area/app.git/slipway-spool/rejected" -name '*.json' | wc -l)" '0 1'
check 'beside the answer' equal "$(cat "$area"/app.git/slipway-spool/rejected/*.answer)" 'the answer'

start_server 503
git push -q origin HEAD:refs/heads/later 2>"$area/err"
check 'any other answer keeps the push' equal "$(spooled)" 1

start_server 200
: >"$area/got"
"$area/app.git/hooks/post-receive" --drain
check 'a drain sends it' equal "$(spooled) $(got)" '0 1'

pushes=()
for n in 1 2 3 4 5 6; do
  git push -q origin "HEAD:refs/heads/parallel-$n" 2>>"$area/err" &
  pushes+=("$!")
done
wait "${pushes[@]}"
check 'parallel pushes are all sent, once each' equal "$(spooled) $(fields id | sort -u | wc -l | tr -d ' ') $(got)" '0 7 7'

rm "$area/token"
git push -q origin HEAD:refs/heads/tokenless 2>"$area/err"
check 'a missing token refuses no push' equal "$(spooled)" 1
rm -rf "$area/app.git/slipway-spool" && touch "$area/app.git/slipway-spool"
git push -q origin HEAD:refs/heads/spoolless 2>"$area/err"
check 'a spool that can not be written refuses no push' grep -q 'Slipway will not hear' "$area/err"
echo "$passed passed"
