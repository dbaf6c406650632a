#!/usr/bin/env python3
"""Hands out pages made before: whatever is asked for, the cursor says which. One process of its own, so that its time is nobody's.

    server.py FOLDER PORT
"""

import http.server
import pathlib
import socket
import sys
import urllib.parse

PAGES = {page.name.split(".")[0]: page for page in pathlib.Path(sys.argv[1]).glob("*.json.gz")}


class Pages(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 20

    def do_GET(self):
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        body = PAGES[query.get("cursor", ["0"])[0]].read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        # Traces, with --traced.
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def setup(self):
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Pages).serve_forever()
