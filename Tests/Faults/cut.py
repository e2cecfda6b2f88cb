"""A proxy between a daemon and PostgreSQL that drops connections in the middle of a COMMIT."""
import random
import socket
import threading

PIECE = 65536
WAYS = ("before", "during", "after")


class Cutter:
    """Listens where a server with this port would; cuts one commit in `one_in`, none at first."""

    def __init__(self, servers, server, port, seed):
        self.target = str(servers.home / f".s.PGSQL.{server.port}")
        self.chance = random.Random(seed)
        self.one_in = 0
        self.cuts = dict.fromkeys(WAYS, 0)
        self.lock = threading.Lock()
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(str(servers.home / f".s.PGSQL.{port}"))
        self.listener.listen(256)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.target)
            relay = Relay(self, client, server)
            threading.Thread(target=relay.forth, daemon=True).start()
            threading.Thread(target=relay.back, daemon=True).start()

    def decide(self):
        """Whether and how this commit is cut."""
        with self.lock:
            if not self.one_in or self.chance.randrange(self.one_in):
                return None
            way = self.chance.choice(WAYS)
            self.cuts[way] += 1
            return way


class Relay:
    """One connection."""

    def __init__(self, cutter, client, server):
        self.cutter, self.client, self.server = cutter, client, server
        self.is_waiting = False  # for the answer that the client will not get

    def forth(self):
        try:
            while piece := self.client.recv(PIECE):
                way = self.cutter.decide() if b"; COMMIT" in piece else None
                if way == "before":
                    break
                self.is_waiting = way == "after"
                self.server.sendall(piece)
                if way == "during":
                    break
        except OSError:
            pass
        self.end()

    def back(self):
        try:
            while piece := self.server.recv(PIECE):
                if self.is_waiting:
                    break
                self.client.sendall(piece)
        except OSError:
            pass
        self.end()

    def end(self):
        for each in (self.client, self.server):
            try:
                each.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            each.close()
