#!/usr/bin/env python3
"""An SMS gateway on loopback that behaves as the two kinds of docs/messages.md do. It sends nothing.

    sms_gateway.py [--port N] [--key K] [--certificate FILE] [--delay SECONDS] [--until-eof]

prints `listening PORT` and serves until it is ended, with --until-eof also until its input ends.

POST /v1/KEY/verify/lookup.json                 a message of a template: receptor, template, token, token2, token3
POST /v1/KEY/sms/send.json                      a text: receptor, sender, message, localid
POST /v1/KEY/sms/statuslocalmessageid.json      what became of a localid
POST /messages, GET /messages?reference=        the JSON API, with `Authorization: Bearer KEY`

Only a loopback client reaches the control interface:

GET  /_control/messages                         what was accepted, in order
POST /_control/next                             {"do": …, "times": n}: what the next n requests to send meet
    "status"   with "status": the answer has this return.status in an HTTP 200 (JSON API: this HTTP status)
    "http"     with "status": the answer has this HTTP status and no JSON
    "hang"     the message is accepted, and no answer comes
    "refuse-and-hang"   the message is not accepted, and no answer comes
    "redirect" the answer is a redirect to another path, which accepts it
    "garbage"  the message is accepted, and the answer is no JSON
    "long"     the message is accepted, and the answer is 1 MiB long
POST /_control/forget                           {}: forgets what was accepted, and what comes next
"""
import argparse
import http.server
import json
import os
import ssl
import sys
import threading
import time
import urllib.parse


class Gateway:
    """What the gateway has accepted, and what comes next. The lock guards both."""

    def __init__(self, key, delay):
        self.key = key
        self.delay = delay  # between the acceptance of a message and the answer
        self.lock = threading.Lock()
        self.messages = []
        self.coming = []
        self.last = 8_700_000

    def next(self):
        with self.lock:
            return self.coming.pop(0) if self.coming else {"do": "accept"}

    def accept(self, message):
        """Stores a message; one with a known localid or reference is the first one again."""
        with self.lock:
            for name in ("localid", "reference"):
                for known in self.messages:
                    if message.get(name) and known.get(name) == message[name]:
                        known["copies"] += 1
                        return known
            self.last += 1
            message["messageid"] = self.last
            message["copies"] = 1
            self.messages.append(message)
            return message

    def find(self, name, value):
        with self.lock:
            return [message for message in self.messages if message.get(name) == value]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    gateway = None

    def log_message(self, *_):
        pass  # the path has the key

    def do_GET(self):
        path, _, query = self.path.partition("?")
        if path == "/_control/messages":
            with self.gateway.lock:
                return self.answer(200, list(self.gateway.messages))
        if path == "/messages":
            if not self.is_bearer():
                return self.answer(401, {"error": "key"})
            reference = urllib.parse.parse_qs(query).get("reference", [""])[0]
            found = self.gateway.find("reference", reference)
            return self.answer(200, {"messages": [{"id": str(each["messageid"]), "status": "accepted"} for each in found]})
        self.answer(404, {"error": "path"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/_control/next":
            order = json.loads(body)
            with self.gateway.lock:
                self.gateway.coming += [order] * order.get("times", 1)
            return self.answer(200, {})
        if self.path == "/_control/forget":
            with self.gateway.lock:
                self.gateway.messages, self.gateway.coming = [], []
            return self.answer(200, {})
        if self.path == "/messages":
            return self.json_api(body)
        parts = self.path.strip("/").split("/", 2)
        if len(parts) == 3 and parts[0] == "v1":
            return self.path_key(parts[1], parts[2], body)
        self.answer(404, {"error": "path"})

    # The kind with the key in the path.

    def path_key(self, key, operation, body):
        fields = dict(urllib.parse.parse_qsl(body.decode(), strict_parsing=True))
        if key != self.gateway.key:
            return self.returned(403, "the key is wrong")
        if operation == "sms/statuslocalmessageid.json":
            found = self.gateway.find("localid", fields.get("localid"))
            entries = [{"messageid": each["messageid"], "localid": each["localid"], "status": 1, "statustext": "queued"}
                       for each in found] or [{"messageid": 0, "localid": fields.get("localid"), "status": 100}]
            return self.returned(200, "done", entries)
        needed = {"verify/lookup.json": ("receptor", "template", "token"), "sms/send.json": ("receptor", "message")}.get(operation)
        if needed is None:
            return self.returned(404, "no such operation")
        if not all(fields.get(name) for name in needed):
            return self.returned(406, "a field is missing")
        if not (fields["receptor"].startswith("09") and len(fields["receptor"]) == 11):
            return self.returned(411, "the receptor is not valid")
        if any(" " in fields.get(name, "") for name in ("token", "token2", "token3")):
            return self.returned(431, "a token has a space")
        self.sending({**fields, "operation": operation}, self.returned, self.entries)

    @staticmethod
    def entries(message):
        return 200, "done", [{"messageid": message["messageid"], "status": 1, "receptor": message["receptor"], "cost": 120}]

    def returned(self, status, words, entries=None):
        # The status of HTTP is 200 whatever `return.status` is.
        self.answer(200, {"return": {"status": status, "message": words}, "entries": entries})

    # The kind with a JSON API.

    def is_bearer(self):
        return self.headers.get("Authorization") == f"Bearer {self.gateway.key}"

    def json_api(self, body):
        if not self.is_bearer():
            return self.answer(401, {"error": "key"})
        fields = json.loads(body)
        if not fields["to"].startswith("+989"):
            return self.answer(422, {"error": "to"})
        fields["idempotency"] = self.headers.get("Idempotency-Key")
        self.sending({**fields, "operation": "messages"}, lambda status, *_: self.answer(status, {"error": "status"}),
                     lambda message: (201, {"id": str(message["messageid"])}))

    # Both.

    def sending(self, message, refusal, success):
        order = self.gateway.next()
        what = order["do"]
        if what == "status":
            return refusal(order["status"], "as ordered")
        if what == "http":
            return self.answer(order["status"], None)
        if what == "refuse-and-hang":
            time.sleep(order.get("seconds", 60))
            self.close_connection = True
            return None
        if what == "redirect":
            self.send_response(307)
            self.send_header("Location", self.path)
            self.send_header("Content-Length", "0")
            return self.end_headers()
        accepted = self.gateway.accept(message)
        time.sleep(self.gateway.delay)
        if what == "hang":
            time.sleep(order.get("seconds", 60))
            self.close_connection = True
            return None
        if what == "garbage":
            return self.answer(200, None, b"<html>")
        if what == "long":
            return self.answer(200, None, b" " * (1 << 20))
        status, *rest = success(accepted)
        if len(rest) == 2:
            return self.returned(status, *rest)
        return self.answer(status, rest[0])

    def answer(self, status, value, raw=None):
        body = raw if raw is not None else b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the client has had enough


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass  # a client that went away


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--key", default="4d5f-test-key")
    parser.add_argument("--delay", type=float, default=0)
    parser.add_argument("--certificate", help="a file with the certificate and its key: serve https")
    parser.add_argument("--until-eof", action="store_true")
    options = parser.parse_args()
    if options.until_eof:
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    Handler.gateway = Gateway(options.key, options.delay)
    server = Server(("127.0.0.1", options.port), Handler)
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    print("listening", server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
