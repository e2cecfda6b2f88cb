"""An insider who writes the database: rows, schema, pointers; and what a former code and an access log say afterwards."""
import sqlite3
import time

from calls import Client
from installation import Installation, Refused
from people import graduate
from visitor import Visitor


def started(place, *words):
    installation = Installation(place).found()
    installation.start(*words)
    return installation, Client(installation)


def rows(figures, place):
    """Makes a revoked degree valid, a record another one, a key an administrator's: by editing rows."""
    installation, client = started(place)
    degrees = [client.issue(graduate(number))[2] for number in range(20)]
    for degree in degrees:
        reason = {"reason": "error"}
        client.call("POST", f"/api/v1/degrees/{degree['id']}/revocation", reason)
    edits = [
        "UPDATE degree SET status = 0", "UPDATE degree SET status = 1", "UPDATE degree SET status = 2",
        "UPDATE degree SET record = (SELECT record FROM degree ORDER BY random() LIMIT 1)",
        "UPDATE degree SET mac = zeroblob(32)", "UPDATE degree SET token = zeroblob(10)",
        "UPDATE degree SET locator = locator + 1",
    ]
    believed = tried = 0
    for edit in edits:
        database = sqlite3.connect(installation.path)
        kept = database.execute("SELECT * FROM degree").fetchall()
        columns = len(kept[0])
        try:
            database.execute(edit)
            database.commit()
        except sqlite3.Error:
            database.close()
            continue
        for degree in degrees:
            tried += 1
            believed += client.verdict(degree["code"]) == "VALID"
        database.execute("DELETE FROM degree")
        database.executemany(f"INSERT INTO degree VALUES ({', '.join('?' * columns)})", kept)
        database.commit()
        database.close()
    figures.add("revoked degrees in edited rows", tried, f"{believed} answered VALID")
    figures.promise(believed == 0, f"{believed} revoked degrees answered VALID")
    figures.promise(all(client.verdict(degree["code"]) == "REVOKED" for degree in degrees), "the rows that were put back")
    installation.stop()


PLANTED = {
    "a trigger that undoes a revocation": "CREATE TRIGGER back AFTER UPDATE ON degree BEGIN UPDATE degree SET status = old.status, "
    "mac = old.mac WHERE rowid = old.rowid; END",
    "a trigger that forgets attempts": "CREATE TRIGGER forget AFTER INSERT ON attempt BEGIN DELETE FROM attempt; END",
    "a view": "CREATE VIEW other AS SELECT * FROM degree",
    "an index": "CREATE INDEX other ON degree (status)",
}


def schema(figures, place):
    """Plants objects in the SQLite file of a running daemon, and starts one over them."""
    for name, statement in PLANTED.items():
        home = place / name.replace(" ", "-")
        installation, client = started(home)
        degree = client.issue(graduate(1))[2]
        database = sqlite3.connect(installation.path)
        database.execute(statement)
        database.commit()
        database.close()
        status, _, _ = client.call("POST", f"/api/v1/degrees/{degree['id']}/revocation", {"reason": "error"})
        verdict = client.verdict(degree["code"])
        check = installation.check()
        installation.stop()
        starts = installation.start()
        figures.add(name, 1, f"revocation {status}, then {verdict}; db check names it: {bool(check)}; a daemon starts: {starts}")
        figures.promise(verdict == "REVOKED" or status >= 500, f"{name}: acknowledged with {status}, then {verdict}")
        figures.promise(check is not None and not starts, f"{name}: not named, or a daemon starts over it")
        installation.stop()


def reissue(figures, place):
    """Issues the document of a revoked degree again, after its row points to another graduate."""
    installation, client = started(place)
    person = graduate(1)
    degree = client.issue(person)[2]
    client.call("POST", f"/api/v1/degrees/{degree['id']}/revocation", {"reason": "misconduct"})
    database = sqlite3.connect(installation.path)
    database.execute("UPDATE degree SET graduate = graduate + 1000")
    database.commit()
    database.close()
    status, _, answer = client.issue(person)
    figures.add("a revoked document, its pointer edited, issued again", 1, f"{status} {answer.get('code', '')}")
    figures.promise(status != 201, f"the document was issued again: {status}")
    installation.stop()


def former_codes(figures, place):
    """A code of the former system, withdrawn, linked, and linked to a degree that is revoked."""
    installation, client = started(place)
    codes = ["11111111111111111121", "22222222222222222242", "33333333333333333363"]
    (place / "former.csv").write_text("code\n" + "".join(code + "\n" for code in codes))
    installation.cli("legacy", "import", place / "former.csv")
    before = [client.verdict(code) for code in codes]
    degree = client.issue(graduate(1))[2]
    installation.cli("legacy", "revoke", codes[0], "--reason", "error", "--yes")
    installation.cli("legacy", "link", codes[1], "--to", degree["id"], "--yes")
    linked = [client.verdict(code) for code in codes]
    client.call("POST", f"/api/v1/degrees/{degree['id']}/revocation", {"reason": "error"})
    after = [client.verdict(code) for code in codes]
    figures.add("former codes: imported, withdrawn and linked, the degree revoked", 3, f"{before} {linked} {after}")
    figures.promise(linked[:2] == ["REVOKED", "SUPERSEDED"] and after[:2] == ["REVOKED"] * 2, f"{linked} {after}")
    installation.stop()


def access_log(figures, place):
    """1,005 views of visitors after a firm's view with consent."""
    installation, client = started(place)
    person = graduate(1)
    degree = client.issue(person)[2]
    path = "/api/v1/batches?purpose=hiring&consent_reference=file-7"
    status, _, batch = client.call("POST", path, f"code\n{degree['code']}\n".encode(), kind="text/csv")
    for _ in range(100):
        if client.call("GET", f"/api/v1/batches/{batch['id']}")[2]["state"] == "done":
            break
        time.sleep(0.1)
    visitor = Visitor(installation.port)
    for _ in range(1005):
        visitor.ask(code=degree["code"], birth_year=person["birth_date"][:4])
    _, _, shown = client.call("GET", f"/api/v1/degrees/{degree['id']}")
    listed = "hiring" in str(shown)
    figures.add("1,005 views of visitors after a firm's view", 1, f"the firm's view is on the first page: {listed}")
    figures.promise(status == 202 and listed, "the firm's view is hidden")
    installation.stop()
