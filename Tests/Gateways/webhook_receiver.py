#!/usr/bin/env python3
"""A receiver of webhooks on loopback that verifies each message as Standard Webhooks has it, with no code of ours.

    webhook_receiver.py [--port N] --secret whsec_… [--certificate FILE] [--until-eof]

prints `listening PORT` and serves until it is ended, with --until-eof also until its input ends.

POST /hook                 204 for a message whose signature and time are right, 401 for any other
POST /redirect             302 to /hook
POST /long                 200 with a body of 1 MiB
POST /fail                 500
GET  /_control/messages    what was received, in order: path, host, id, timestamp, whether it verifies, body
POST /_control/secret      {"secret": "whsec_…"}: from now on messages are verified with this one
"""
import argparse
import base64
import hashlib
import hmac
import http.server
import json
import os
import ssl
import sys
import threading
import time

# How old a message may be, or how far in the future: the window that docs/webhooks.md recommends.
WINDOW = 5 * 60


class Receiver:
    """The secret and what was received. The lock guards both."""

    def __init__(self, secret):
        self.lock = threading.Lock()
        self.secret = secret
        self.messages = []

    def verify(self, headers, body):
        """Returns what is wrong with a message; an empty text for nothing."""
        try:
            sent, signatures = headers["webhook-timestamp"], headers["webhook-signature"].split(" ")
            age = time.time() - int(sent)
        except (AttributeError, TypeError, ValueError):
            return "headers"
        if abs(age) > WINDOW:
            return "time"
        key = base64.b64decode(self.secret.removeprefix("whsec_"), validate=True)
        content = f"{headers['webhook-id']}.{sent}.".encode() + body
        right = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
        return "" if any(hmac.compare_digest(right, one) for one in signatures) else "signature"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        with self.server.receiver.lock:
            self.answer(200, json.dumps(self.server.receiver.messages).encode())

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        receiver = self.server.receiver
        with receiver.lock:
            if self.path == "/_control/secret":
                receiver.secret = json.loads(body)["secret"]
                return self.answer(204)
            wrong = receiver.verify(self.headers, body)
            receiver.messages.append({
                "path": self.path, "host": self.headers.get("Host"), "id": self.headers.get("webhook-id"),
                "timestamp": self.headers.get("webhook-timestamp"), "wrong": wrong, "body": body.decode(),
            })
        if self.path == "/redirect":
            return self.answer(302, location="/hook")
        if self.path == "/long":
            return self.answer(200, b"x" * (1 << 20))
        if self.path == "/fail":
            return self.answer(500)
        return self.answer(401 if wrong else 204)

    def answer(self, status, body=b"", location=None):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass

    def log_message(self, *arguments):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--secret", default="whsec_")
    parser.add_argument("--certificate")
    parser.add_argument("--until-eof", action="store_true")
    options = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    server.receiver = Receiver(options.secret)
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    print("listening", server.server_address[1], flush=True)
    if options.until_eof:
        threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
