"""Stands in for clickhouse-client: runs the statement in an embedded ClickHouse, which has no cluster to run it on."""

import os
import re
import sys

import chdb

sql = sys.argv[sys.argv.index("--query") + 1].replace(" ON CLUSTER 'main'", "").replace("ReplicatedMergeTree", "MergeTree")
# Takes rows and gives them back from another table, as a Distributed table does.
sql = re.sub(r"Distributed\('main', '(\w+)', '(\w+)', id\)", r"Buffer('\1', '\2', 1, 0, 1, 1, 1, 1, 1)", sql)
try:
    print(chdb.connect(os.environ["CHDB_CONNECTION"]).query(sql).bytes().decode().strip())
except Exception as error:  # noqa: BLE001 - whatever ClickHouse refuses goes where the client would print it
    sys.exit(str(error))
