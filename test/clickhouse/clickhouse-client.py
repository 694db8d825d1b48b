"""Stands in for clickhouse-client: asks the embedded ClickHouse that runs beside it."""

import argparse
import json
import os
import socket
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--host", default=os.environ.get("CLICKHOUSE_HOST", ""))
parser.add_argument("--query")
asked = parser.parse_args()
connection = socket.socket(socket.AF_UNIX)
connection.connect(os.environ["CLICKHOUSE_SOCKET"])
connection.sendall(json.dumps({"host": asked.host, "sql": asked.query}).encode())
connection.shutdown(socket.SHUT_WR)
timeout = float(os.environ.get("RECEIVE_TIMEOUT", "300"))
connection.settimeout(timeout)
stream = connection.makefile("rb", buffering=0)
try:
    received = stream.readall()
except TimeoutError:
    # ClientBase::receiveResult: it says so, cancels, waits for the end nevertheless, and suppresses the result.
    print(f"Timeout exceeded while receiving data from server. Waited for {timeout} seconds, timeout is {timeout} seconds.")
    connection.settimeout(None)
    answer, refused = json.loads(connection.makefile("rb").read())
    sys.exit(answer if refused else None)
answer, refused = json.loads(received)
if refused:
    sys.exit(answer)
print(answer)
