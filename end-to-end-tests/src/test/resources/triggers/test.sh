# The page must name a commit.
set -e
for attempt in 1 2 3 4 5 6 7 8 9 10; do
  if exec 3<>/dev/tcp/note/9000; then break; fi
  sleep 1
done
printf 'GET / HTTP/1.0\r\n\r\n' >&3
grep -qE '^[0-9a-f]{40}' <&3
