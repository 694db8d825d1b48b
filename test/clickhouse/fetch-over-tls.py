"""Starts a server with one certificate, and ClickHouse with a configuration file, and has the second read from the first."""

import http.server
import ssl
import sys
import threading

import chdb

certificate, key, data, config = sys.argv[1:]


class Answer(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.send_response(200)
        self.send_header("Content-Length", "3")
        self.end_headers()

    def do_GET(self):
        self.do_HEAD()
        self.wfile.write(b"42\n")


server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
server.socket = context.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
connection = chdb.connect(f"{data}?config-file={config}")
url = f"https://localhost:{server.server_port}/"
try:
    answer = connection.query(f"SELECT * FROM url('{url}', 'TSV', 'a Int32') SETTINGS http_max_tries = 1", "TSV")
    print("answer", answer.bytes().decode().strip())
except Exception as error:  # noqa: BLE001 - what ClickHouse refuses is an answer
    print("refused", str(error).replace("\n", " "))
