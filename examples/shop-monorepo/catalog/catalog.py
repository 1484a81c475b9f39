"""The articles of the shop as JSON."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ARTICLES = [{"name": "mug", "price": 9}, {"name": "shirt", "price": 19}]


class Catalog(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps(ARTICLES).encode() if self.path == "/articles" else b"ok"
        self.send_response(200)
        self.send_header("Content-Type", "application/json" if self.path == "/articles" else "text/plain")
        self.end_headers()
        self.wfile.write(body)


ThreadingHTTPServer(("", 8000), Catalog).serve_forever()
