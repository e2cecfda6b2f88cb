"""Temporary PostgreSQL servers, on sockets in a temporary directory: a primary and its followers."""
import atexit
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.parse

PROGRAMS = pathlib.Path(subprocess.run(
    [pathlib.Path(__file__).resolve().parents[2] / "scripts/postgres-programs"], check=True, text=True, stdout=subprocess.PIPE,
).stdout.strip())
# The server refuses to run as root.
OWNER = ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--clear-groups", "--"] if os.getuid() == 0 else []
READY_WITHIN = 60  # seconds
STANDBY = "follower"


class Servers:
    """A directory with servers; their ports only name their sockets."""

    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="sehat-faults-pg-", dir="/tmp"))
        if OWNER:
            shutil.chown(self.home, "postgres", "postgres")
        self.servers = []
        self.free = 5500
        atexit.register(self.end)

    def address(self, *ports):
        """For programs; of several servers they take the primary."""
        place = urllib.parse.quote(str(self.home), safe="")
        return "postgres://sehat@" + ",".join(f"{place}:{port}" for port in ports) + "/sehat"

    def primary(self, *settings):
        """A new server with an empty database."""
        server = self._new()
        server.run("initdb", "-D", server.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        server.start(*settings)
        server.sql("CREATE ROLE sehat LOGIN", "postgres")
        server.sql("CREATE DATABASE sehat OWNER sehat", "postgres")
        return server

    def follower(self, primary):
        """A new server that follows another, as its only synchronous standby."""
        server = self._new()
        server.run("pg_basebackup", "-R", "-X", "stream", "-c", "fast", "-D", server.data,
                   "-d", f"host={self.home} port={primary.port} user=postgres application_name={STANDBY}")
        server.start()
        primary.sql(f"ALTER SYSTEM SET synchronous_standby_names = '{STANDBY}'")
        primary.sql("SELECT pg_reload_conf()")
        end = time.monotonic() + READY_WITHIN
        while primary.sql("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") != "1":
            if time.monotonic() > end:
                raise TimeoutError("the follower does not follow")
            time.sleep(0.05)
        return server

    def _new(self):
        self.free += 1
        server = Server(self.home, self.free)
        self.servers.append(server)
        return server

    def end(self):
        for server in self.servers:
            server.kill()
        shutil.rmtree(self.home, ignore_errors=True)


class Server:
    """One server; may be started again after its death."""

    def __init__(self, home, port):
        self.home, self.port = home, port
        self.data = home / str(port)
        self.process = None

    def run(self, program, *words):
        done = subprocess.run([*OWNER, PROGRAMS / program, *map(str, words)], cwd=self.home, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout.decode()[-1000:]}")

    def start(self, *settings):
        words = [f"port={self.port}", "listen_addresses=", f"unix_socket_directories={self.home}", "max_connections=200",
                 *settings]
        with open(self.home.parent / f"{self.home.name}-{self.port}.log", "ab") as log:
            self.log = pathlib.Path(log.name)
            self.process = subprocess.Popen(
                [*OWNER, PROGRAMS / "postgres", "-D", self.data, *(word for each in words for word in ("-c", each))],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, cwd=self.home)
        end = time.monotonic() + READY_WITHIN
        while subprocess.run([PROGRAMS / "pg_isready", "-q", "-h", self.home, "-p", str(self.port)], check=False).returncode:
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"PostgreSQL does not start: {self.log.read_text()[-1000:]}")
            time.sleep(0.05)

    def sql(self, text, database="sehat"):
        """What a statement answers, as text."""
        done = subprocess.run(
            [PROGRAMS / "psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-h", self.home, "-p", str(self.port), "-U", "postgres",
             "-c", text, database], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        if done.returncode:
            raise RuntimeError(f"{text}: {done.stderr.decode()}")
        return done.stdout.decode().strip()

    def promote(self):
        self.run("pg_ctl", "promote", "-D", self.data)

    def kill(self):
        """Sends kill -9 to all its processes at the same time."""
        if self.process:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
            self.process = None
            self.log.unlink(missing_ok=True)
