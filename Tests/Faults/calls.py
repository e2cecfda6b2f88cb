"""An HTTP client: one connection is kept, and opened again when it breaks."""
import http.client
import json


class NoAnswer(Exception):
    """The connection was refused, broke or timed out: the caller does not know whether the request was processed."""


class Client:
    """One caller; not for several threads."""

    def __init__(self, installation, timeout=30):
        self.installation = installation
        self.timeout = timeout
        self.connection = None

    def call(self, method, path, body=None, kind="application/json", timeout=None, **headers):
        """Status, headers (lower case) and body, which is an object where it is JSON."""
        if isinstance(body, (dict, list)):
            body = json.dumps(body, ensure_ascii=False).encode()
        fields = {"Authorization": f"Bearer {self.installation.api_key}", "Accept-Language": "en"}
        if body is not None:
            fields["Content-Type"] = kind
        fields |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.installation.port)
            self.connection.timeout = timeout or self.timeout
            if self.connection.sock:
                self.connection.sock.settimeout(timeout or self.timeout)
            self.connection.request(method, path, body, fields)
            response = self.connection.getresponse()
            content = response.read()
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise NoAnswer(str(error)) from error
        fields = {name.lower(): value for name, value in response.getheaders()}
        if fields.get("connection") == "close":
            self.close()
        if "json" in fields.get("content-type", ""):
            content = json.loads(content)
        return response.status, fields, content

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def issue(self, graduate, **more):
        """POSTs a graduate's degree."""
        return self.call("POST", "/api/v1/degrees", graduate, **more)

    def verdict(self, code=None, token=None):
        """The verdict on a code or a token."""
        question = {"code": code} if code else {"token": token}
        status, _, answer = self.call("POST", "/api/v1/verifications", question)
        return answer["verdict"] if status == 200 else f"HTTP {status}"

    def upload(self, table):
        """POSTs a CSV with issuing; returns where its progress is."""
        status, headers, answer = self.call("POST", "/api/v1/uploads?issue=true", table, kind="text/csv")
        if status != 202:
            raise NoAnswer(f"{status} {answer}")
        return headers["location"]
