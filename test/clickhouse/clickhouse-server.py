"""Runs a program beside an embedded ClickHouse, which answers what the program asks with `clickhouse-client`.

It is a cluster of one shard, whose servers are told apart: what it does in the background is known to the one alone that was asked for it.
"""

import json
import os
import re
import socket
import subprocess
import sys
import threading

import chdb

ON_CLUSTER = " ON CLUSTER 'main'"
# What a server asks for before it runs anything on others. An embedded one asks for nothing there.
MAY_RUN_ON_CLUSTER = re.compile(r"^GRANT (.*, )?(ALL|CLUSTER)\b.* ON \*\.\* TO ", re.MULTILINE)
# A server lets nobody read its own tables without it.
MAY_READ_BACKUPS = re.compile(r"^GRANT (.*, )?(ALL|SELECT)\b.* ON (\*\.\*|system\.backups) TO ", re.MULTILINE)
connection_string, path, script = sys.argv[1:]
connection = chdb.connect(connection_string)


def query(sql):
    # The format of the client.
    return connection.query(sql, "TabSeparated").bytes().decode()


def answer(host, sql):
    """What the server says that is asked by this name, and whether it refuses."""
    if ON_CLUSTER in sql and not MAY_RUN_ON_CLUSTER.search(query("SHOW GRANTS")):
        return "Not enough privileges, it's necessary to have the grant CLUSTER ON *.*. (ACCESS_DENIED)", True
    if "FROM system.backups" in sql and not MAY_READ_BACKUPS.search(query("SHOW GRANTS")):
        return "Not enough privileges, it's necessary to have the grant SELECT ON system.backups. (ACCESS_DENIED)", True
    # Another server has other backups; the Service may lead to any.
    if "FROM system.backups" in sql and host != os.environ["REPLICA_HOST"]:
        return "", False
    # Replicas need Keeper, which it does not have.
    sql = sql.replace(ON_CLUSTER, "").replace("ReplicatedMergeTree", "MergeTree")
    try:
        return query(sql).strip(), False
    except Exception as error:  # noqa: BLE001 - whatever ClickHouse refuses goes where the client would print it
        return str(error), True


listening = socket.socket(socket.AF_UNIX)
listening.bind(path)
listening.listen()
program = subprocess.Popen(["/bin/sh", "-c", script])


def stop():
    # Wakes up what waits for the next question.
    code = program.wait()
    with socket.socket(socket.AF_UNIX) as last:
        last.connect(path)
        last.sendall(json.dumps({"exit": code}).encode())
        last.shutdown(socket.SHUT_WR)


threading.Thread(target=stop).start()
while True:
    asking, _ = listening.accept()
    with asking, asking.makefile("rwb") as stream:
        asked = json.loads(stream.read())
        if "exit" in asked:
            os.unlink(path)
            # What runs in the background ends with it.
            os._exit(asked["exit"])
        try:
            stream.write(json.dumps(answer(asked["host"], asked["sql"])).encode())
            stream.flush()
        except BrokenPipeError:
            pass
