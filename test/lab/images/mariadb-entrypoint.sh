#!/usr/bin/env bash
# Stands in for the entrypoint of MariaDB's image: makes the database, and what its superuser signs in with, at the first start. Where it runs as root it
# becomes another user, as the image's does: MariaDB refuses root.
set -euo pipefail

data=/var/lib/mysql
if [ "$(id -u)" = 0 ]; then
  chown -R 999:999 "$data"
  exec setpriv --reuid=999 --regid=999 --clear-groups "$0" "$@"
fi
if [ ! -d "$data/mysql" ]; then
  mariadb-install-db --no-defaults --datadir="$data" --auth-root-authentication-method=normal --skip-test-db >/dev/null
  cat >"$data/first.sql" <<END
ALTER USER root@localhost IDENTIFIED BY '$MARIADB_ROOT_PASSWORD';
CREATE USER root@'%' IDENTIFIED BY '$MARIADB_ROOT_PASSWORD';
GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;
CREATE DATABASE $MARIADB_DATABASE;
END
  set -- "$@" --init-file="$data/first.sql"
fi
program=$1
shift
# Nothing here outlives the machine, so nothing is forced to its disk; and a machine with much to do is slow to say who it is.
exec "$program" --no-defaults --datadir="$data" --socket=/tmp/mariadb.sock --pid-file=/tmp/mariadb.pid \
  --debug-no-sync --connect-timeout=60 "$@"
