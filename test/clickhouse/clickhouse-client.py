"""Stands in for clickhouse-client: runs the statement in an embedded ClickHouse, which has no cluster to run it on."""

import os
import sys

import chdb

sql = sys.argv[sys.argv.index("--query") + 1].replace(" ON CLUSTER 'main'", "")
try:
    print(chdb.connect(os.environ["CHDB_CONNECTION"]).query(sql).bytes().decode().strip())
except Exception as error:  # noqa: BLE001 - whatever ClickHouse refuses goes where the client would print it
    sys.exit(str(error))
