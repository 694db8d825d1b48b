#!/usr/bin/env bash
# Stands in for the entrypoint of PostgreSQL's image: makes the database, its user and its password at the first start. Where it runs as root it becomes
# another user, as the image's does: PostgreSQL refuses root.
set -euo pipefail

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  chown -R postgres "$PGDATA" /var/run/postgresql
  exec setpriv --reuid=postgres --regid=postgres --clear-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  password=${POSTGRES_PASSWORD:-}
  if [ -n "${POSTGRES_PASSWORD_FILE:-}" ]; then password=$(cat "$POSTGRES_PASSWORD_FILE"); fi
  initdb --pgdata="$PGDATA" --username="${POSTGRES_USER:-postgres}" --auth-local=trust --auth-host=scram-sha-256 \
    --pwfile=<(printf '%s\n' "$password") >/dev/null
  echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  database=${POSTGRES_DB:-${POSTGRES_USER:-postgres}}
  if [ "$database" != postgres ]; then
    echo "CREATE DATABASE $database;" | postgres --single -D "$PGDATA" postgres >/dev/null
  fi
fi
exec "$@"
