#!/bin/bash
# Run once by the database's image when it makes a new database: one role and one schema for each service, as in the local
# suite. Each password stands in the file that its service reads too.
set -euo pipefail
services='console builder packager tester deployer dns'

{
  printf 'revoke all on database %s from public;\nrevoke all on schema public from public;\n' "$POSTGRES_DB"
  for service in $services; do
    password=$(sed -n 's/^quarkus\.datasource\.password=//p' "/run/secrets/database-$service.properties")
    # Passwords are made of characters that need no quoting; anything else is a damaged file.
    [[ $password =~ ^[A-Za-z0-9_-]{16,}$ ]] || {
      echo "schemas: database-$service.properties holds no usable password" >&2
      exit 1
    }
    printf "create role %s login password '%s';\n" "$service" "$password"
    printf 'alter role %s set search_path = %s;\n' "$service" "$service"
    printf 'grant connect on database %s to %s;\n' "$POSTGRES_DB" "$service"
    printf 'create schema %s authorization %s;\n' "$service" "$service"
  done
} | psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB"
