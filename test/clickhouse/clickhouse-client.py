"""Stands in for clickhouse-client: runs the statement in an embedded ClickHouse, which is a cluster of one shard and runs nothing on others."""

import os
import re
import sys

import chdb

ON_CLUSTER = " ON CLUSTER 'main'"
# What a server asks for before it runs anything on others. An embedded one asks for nothing there.
MAY_RUN_ON_CLUSTER = re.compile(r"^.?GRANT (.*, )?(ALL|CLUSTER)\b.* ON \*\.\* TO ", re.MULTILINE)
connection = chdb.connect(os.environ["CHDB_CONNECTION"])
sql = sys.argv[sys.argv.index("--query") + 1]
try:
    if ON_CLUSTER in sql and not MAY_RUN_ON_CLUSTER.search(connection.query("SHOW GRANTS").bytes().decode()):
        sys.exit("Not enough privileges, it's necessary to have the grant CLUSTER ON *.*. (ACCESS_DENIED)")
    # Replicas need Keeper, which it does not have.
    sql = sql.replace(ON_CLUSTER, "").replace("ReplicatedMergeTree", "MergeTree")
    print(connection.query(sql).bytes().decode().strip())
except Exception as error:  # noqa: BLE001 - whatever ClickHouse refuses goes where the client would print it
    sys.exit(str(error))
