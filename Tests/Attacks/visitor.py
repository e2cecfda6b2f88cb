"""A client without an API key, and many of them together."""
import http.client
import json
import random
import threading


class Visitor:
    """One connection of a client that has no key."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def call(self, method, path, body=None, **fields):
        """Status and body; the body is an object where it is JSON."""
        headers = {"Accept-Language": "en"} | {name.replace("_", "-"): value for name, value in fields.items()}
        if isinstance(body, dict):
            body, headers["Content-Type"] = json.dumps(body), "application/json"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        if "json" in (response.getheader("Content-Type") or ""):
            content = json.loads(content)
        return response.status, content

    def ask(self, **question):
        """The answer to a check."""
        return self.call("POST", "/api/v1/verifications", question)


def at_once(ports, questions):
    """Sends each question over its own connection, all at the same moment, in random order; returns (question, answer) pairs."""
    gate = threading.Barrier(len(questions))
    answers, lock = [], threading.Lock()

    def send(index, question):
        visitor = Visitor(ports[index % len(ports)])
        try:
            visitor.connection.connect()
        except OSError:
            pass
        gate.wait(60)
        try:
            answer = visitor.ask(**question)
        except (OSError, http.client.HTTPException):
            return  # a connection beyond the limit of its network
        with lock:
            answers.append((question, answer))
        visitor.connection.close()

    order = list(questions)
    random.shuffle(order)
    threads = [threading.Thread(target=send, args=pair) for pair in enumerate(order)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def with_check(digits):
    """Returns 18 digits with their two check digits (ISO/IEC 7064 MOD 97-10)."""
    return digits + f"{98 - int(digits) * 100 % 97:02d}"


def other_tag(code, step):
    """The code with another tag, `step` away from the genuine one."""
    return with_check(code[:11] + f"{(int(code[11:18]) + step) % 10**7:07d}")


def nowhere(code):
    """A code of the same key at an address without a degree; of 10⁹ addresses a register has few."""
    return with_check(code[:2] + f"{random.randrange(10**9):09d}{random.randrange(10**7):07d}")
