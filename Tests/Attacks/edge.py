"""Requests that cost more than their sender: floods, answers that are not read, requests that browsers of other sites send."""
import http.client
import resource
import socket
import threading
import time

from calls import Client
from installation import Installation
from people import graduate
from slow_clients import allow_descriptors, resident
from visitor import Visitor

FLOOD = 3000
PAGES = ["/developers", "/en/developers", "/", "/about", "/keys", "/report", "/batch", "/api/openapi.json", "/api/v1/keys",
         "/.well-known/sehat-keys.json", "/nowhere", "/V/1", "/Q/1"]


def processor(installation):
    """Seconds of processor that the daemon has used."""
    with open(f"/proc/{installation.daemon.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / 100


def flood(figures, place):
    """3,000 requests of a page, by a client that sends them together; another client verifies at the same time."""
    installation = Installation(place).found()
    installation.start()
    code = Client(installation).issue(graduate(1))[2]["code"].replace(" ", "")
    for path in PAGES:
        before, waits, done = processor(installation), [], threading.Event()

        def others():
            visitor = Visitor(installation.port)
            while not done.is_set():
                began = time.monotonic()
                visitor.ask(code=code)
                waits.append(time.monotonic() - began)

        watcher = threading.Thread(target=others)
        watcher.start()
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        connections = [http.client.HTTPConnection("127.0.0.1", installation.port) for _ in range(30)]
        for _ in range(FLOOD // 30):
            for connection in connections:
                connection.request("GET", path)
            for connection in connections:
                connection.getresponse().read()
        done.set()
        watcher.join()
        cost = (processor(installation) - before) * 1000 / (FLOOD + len(waits))
        figures.add(f"{len(request)} bytes for {path}", FLOOD, f"{cost:.2f} ms of processor; the slowest of {len(waits)} others "
                    f"waited {max(waits) * 1000:.0f} ms")
        figures.promise(cost < 1, f"{path} costs {cost:.2f} ms")
    installation.stop()


def unread(figures, place):
    """Connections that send requests of large pages and never read."""
    allow_descriptors(400)
    installation = Installation(place).found()
    installation.start()
    Visitor(installation.port).call("GET", "/developers")
    before = resident(installation)
    request = b"GET /developers HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 100
    connections = []
    for _ in range(100):
        connection = socket.create_connection(("127.0.0.1", installation.port))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.setblocking(False)
        connections.append(connection)
    for _ in range(20):
        for connection in connections:
            try:
                connection.send(request)
            except OSError:
                pass
        time.sleep(0.1)
    grown = resident(installation) - before
    status, _ = Visitor(installation.port).call("GET", "/healthz")
    figures.add("100 connections, 200,000 pages asked for, none read", 100, f"memory +{grown >> 20} MiB; others: {status}")
    figures.promise(grown < 200 << 20 and status == 200, f"memory grew by {grown >> 20} MiB")
    installation.stop()


def requests(figures, place):
    """Requests that must be refused, each with the status that it must get."""
    installation = Installation(place).found()
    installation.start()
    code = Client(installation).issue(graduate(1))[2]["code"].replace(" ", "")
    question = f'{{"code": "{code}"}}'
    wanted = [
        ("a body without its media type", "POST", "/api/v1/verifications", question, {"Content-Type": "text/plain"}, {415}),
        ("a page of another site", "POST", "/api/v1/verifications", question,
         {"Content-Type": "application/json", "Sec-Fetch-Site": "cross-site"}, {403}),
        ("an unknown transfer coding", "POST", "/api/v1/verifications", None, {"Transfer-Encoding": "gzip"}, {501}),
        ("a form of another site", "POST", "/verification", f"code={code}",
         {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "cross-site"}, {403}),
        ("capitals in an API path", "GET", "/API/V1/KEYS", None, {}, {301, 308, 404}),
        ("an unknown query parameter", "GET", "/api/v1/keys?a=b", None, {}, {400}),
        ("another institution's degree, as an absent one", "GET", "/api/v1/degrees/00000000000000000000000000", None, {}, {401}),
        ("percent signs in a link", "GET", f"/V/{code[:4]}%2D{code[4:]}", None, {}, {200, 303, 302, 301}),
    ]
    for what, method, path, body, headers, expected in wanted:
        status, _ = Visitor(installation.port).call(method, path, body, **headers)
        figures.add(what, 1, str(status))
        figures.promise(status in expected, f"{what}: {status}")
    installation.stop()
