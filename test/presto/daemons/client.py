"""Asks a Presto or Trino server one query, as its clients do: client.py URL HEADER USER SQL. Prints how it ended, as JSON."""

import json
import sys
import urllib.request

url, header, user, sql = sys.argv[1:]
headers = {f"{header}-User": user, f"{header}-Source": "test", f"{header}-Catalog": "tpch", f"{header}-Schema": "sf1"}


def ask(address, data=None):
    request = urllib.request.Request(address, data=data, headers=headers)
    with urllib.request.urlopen(request, timeout=120) as response:
        return json.load(response)


rows = []
answer = {}
try:
    answer = ask(f"{url}/v1/statement", sql.encode())
    rows += answer.get("data", [])
    while "nextUri" in answer:
        answer = ask(answer["nextUri"])
        rows += answer.get("data", [])
except OSError as error:
    answer = {**answer, "error": {"errorName": "CLIENT", "message": str(error)}}
error = answer.get("error", {})
print(json.dumps({"id": answer.get("id"), "rows": rows, "error": error.get("errorName"), "message": error.get("message")}))
