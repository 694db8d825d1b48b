"""Asks a Presto or Trino server one query, as its clients do. Prints how it ended, as JSON.

client.py '{"url": ..., "address": where its host is, "headers": {...}, "sql": ..., "ca": ..., "certificate": ..., "key": ...}'

With "hold" it waits after the first rows until there is such a file, with "pace" so many seconds after each page of rows. With "hosts" in place of "address" it looks its host up in that file, each time that it asks.
"""

import json
import os
import socket
import ssl
import sys
import time
import urllib.error
import urllib.request

given = json.loads(sys.argv[1])
find = socket.getaddrinfo


def address_of(host):
    if "address" in given:
        return given["address"]
    while True:
        with open(given["hosts"]) as hosts:
            names = [line.split() for line in hosts]
        for address, *others in names:
            if host in others:
                return address
        # It is written in place.
        time.sleep(0.1)


socket.getaddrinfo = lambda host, port, *rest, **named: find(address_of(host), port, *rest, **named)
context = None
if "ca" in given:
    context = ssl.create_default_context(cafile=given["ca"])
    if "certificate" in given:
        context.load_cert_chain(given["certificate"], given["key"])


def ask(address, data=None):
    request = urllib.request.Request(address, data=data, headers=given["headers"])
    with urllib.request.urlopen(request, timeout=120, context=context) as response:
        return json.load(response)


rows = []
answer = {}
try:
    answer = ask(f"{given['url']}/v1/statement", given["sql"].encode())
    rows += answer.get("data", [])
    while "nextUri" in answer:
        answer = ask(answer["nextUri"])
        rows += answer.get("data", [])
        if "data" in answer:
            time.sleep(given.get("pace", 0))
        while rows and "hold" in given and not os.path.exists(given["hold"]):
            time.sleep(0.1)
except urllib.error.HTTPError as error:
    answer = {**answer, "error": {"errorName": f"HTTP_{error.code}", "message": str(error)}}
except OSError as error:
    answer = {**answer, "error": {"errorName": "CLIENT", "message": str(error)}}
error = answer.get("error", {})
print(json.dumps({"id": answer.get("id"), "rows": rows, "error": error.get("errorName"), "message": error.get("message")}))
