# The page must name a commit; "verdict" spoils some commits on purpose.
set -e
exec 3<>"/dev/tcp/@NAME@/9000"
printf 'GET / HTTP/1.0\r\n\r\n' >&3
grep -qE '^[0-9a-f]{40}' <&3
. ./verdict
