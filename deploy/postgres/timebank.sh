#!/bin/sh
# At the first start of the container: the house owns its database as an ordinary role, since a superuser could switch the
# guards of the ledger off. Afterwards the superuser signs in from inside the container only.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$POSTGRES_PASSWORD" --username postgres <<'END'
CREATE ROLE timebank LOGIN PASSWORD :'password';
CREATE DATABASE timebank OWNER timebank;
ALTER ROLE postgres PASSWORD NULL;
END
