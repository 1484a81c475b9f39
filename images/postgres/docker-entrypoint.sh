#!/bin/bash
# Creates the database on the first start, then becomes the server. Knows of the public image's variables POSTGRES_USER,
# POSTGRES_PASSWORD (and their _FILE forms), POSTGRES_DB, POSTGRES_HOST_AUTH_METHOD, POSTGRES_INITDB_ARGS and PGDATA, and
# of the scripts in /docker-entrypoint-initdb.d.
set -euo pipefail

# value NAME: from the environment, or from the file that NAME_FILE names
value() {
  local file="${1}_FILE"
  if [ -n "${!file:-}" ]; then cat "${!file}"; else printf '%s' "${!1:-}"; fi
}

create_database() {
  local new="$PGDATA/.new" sockets user password name script
  user=$(value POSTGRES_USER)
  user=${user:-postgres}
  password=$(value POSTGRES_PASSWORD)
  name=$(value POSTGRES_DB)
  name=${name:-$user}
  if [ -z "$password" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
    echo 'postgres: POSTGRES_PASSWORD must be set (or POSTGRES_HOST_AUTH_METHOD=trust)' >&2
    exit 1
  fi
  # Only what a start that was cut off left behind is ever removed.
  if [ ! -d "$new" ] && [ -n "$(find "$PGDATA" -mindepth 1 -maxdepth 1 ! -name lost+found -print -quit)" ]; then
    echo "postgres: $PGDATA holds no database and is not empty: mount an empty folder or volume there" >&2
    exit 1
  fi
  find "$PGDATA" -mindepth 1 -maxdepth 1 ! -name lost+found -exec rm -rf {} +
  # shellcheck disable=SC2086 # the arguments are a list
  initdb -D "$new" --username="$user" --pwfile=<(printf '%s\n' "$password") --auth=trust ${POSTGRES_INITDB_ARGS:-} >/dev/null
  printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$new/pg_hba.conf"
  printf "\nlisten_addresses = '*'\njit = off\n" >>"$new/postgresql.conf"

  # This first server listens nowhere else, so that nobody takes the half-made database for a ready one.
  sockets=$(mktemp -d)
  export PGHOST=$sockets PGUSER=$user
  pg_ctl -D "$new" -o "-c listen_addresses='' -c unix_socket_directories='$sockets'" -s -w start
  if [ "$name" != postgres ]; then createdb --maintenance-db=postgres -- "$name"; fi
  for script in /docker-entrypoint-initdb.d/*; do
    case $script in
      *.sh) bash "$script" ;;
      *.sql) psql -v ON_ERROR_STOP=1 --no-psqlrc -q -d "$name" -f "$script" ;;
      *.sql.gz) gunzip -c "$script" | psql -v ON_ERROR_STOP=1 --no-psqlrc -q -d "$name" ;;
    esac
  done
  pg_ctl -D "$new" -s -m fast -w stop
  unset PGHOST PGUSER
  rm -rf "$sockets"

  # PG_VERSION, the sign of a complete database, moves last: a start that was cut off begins again.
  find "$new" -mindepth 1 -maxdepth 1 ! -name PG_VERSION -exec mv -t "$PGDATA" {} +
  mv "$new/PG_VERSION" "$PGDATA/"
  rmdir "$new"
}

if [ "${1:-postgres}" = postgres ] || [ "${1#-}" != "$1" ]; then
  if [ "${1#-}" != "$1" ]; then set -- postgres "$@"; fi
  mkdir -p "$PGDATA"
  if [ "$(id -u)" = 0 ]; then
    chown postgres:postgres "$PGDATA" /run/postgresql
    find "$PGDATA" ! -user postgres -exec chown postgres:postgres {} +
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
  fi
  chmod 0700 "$PGDATA" 2>/dev/null || true
  if [ ! -s "$PGDATA/PG_VERSION" ]; then create_database; fi
fi
exec "$@"
