"""Starts ClickHouse with each of some configuration files and asks it questions, as JSON on standard input and output."""

import json
import sys

import chdb


def ask(request, queries):
    answer = {"error": None, "queries": []}
    try:
        connection = chdb.connect(f"{request['data']}?config-file={request['config']}")
        for sql in queries:
            try:
                text = connection.query(sql, "JSONCompact").bytes().decode()
                answer["queries"].append({"rows": json.loads(text)["data"] if text.strip() else []})
            except Exception as error:  # noqa: BLE001 - whatever ClickHouse refuses is an answer
                answer["queries"].append({"error": str(error)})
        # A process has one server at a time.
        connection.close()
    except Exception as error:  # noqa: BLE001
        answer["error"] = str(error)
    return answer


given = json.load(sys.stdin)
print("\n" + json.dumps([ask(request, given["queries"]) for request in given["servers"]]))
