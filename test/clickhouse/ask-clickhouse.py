"""Starts ClickHouse with a configuration file and answers questions about it, as JSON on standard input and output."""

import json
import sys

import chdb

request = json.load(sys.stdin)
answer = {"error": None, "queries": []}
try:
    connection = chdb.connect(f"{request['data']}?config-file={request['config']}")
    for sql in request["queries"]:
        try:
            text = connection.query(sql, "JSONCompact").bytes().decode()
            answer["queries"].append({"rows": json.loads(text)["data"] if text.strip() else []})
        except Exception as error:  # noqa: BLE001 - whatever ClickHouse refuses is an answer
            answer["queries"].append({"error": str(error)})
except Exception as error:  # noqa: BLE001
    answer["error"] = str(error)
print("\n" + json.dumps(answer))
