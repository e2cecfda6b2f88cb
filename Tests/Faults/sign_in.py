"""`kill -9` at random moments while a code is used, a role is granted, an invitation is accepted, a role ends: nothing is half done.

The pages are used as a browser uses them; after each kill the database is read past the programs:

| change | what must be true |
|---|---|
| code | used and one session of the person, or unused and none; a second use opens no session |
| grant | the grant, its invitation, its audit row and its message, or none of them |
| invitation | used and ten credentials of the person, or unused and none |
| leave | the grant, the sessions, the API key and the invitations have ended, or none of them |
"""
import pathlib
import random
import re
import sqlite3
import threading
import time

from browser import Browser, totp
from calls import NoAnswer
from installation import Installation
from people import national_id

PASSWORD = "turquoise brick minaret"
CREDENTIALS = 10  # a password, an authenticator, eight recovery codes
FIRST = 1_000  # the persons of the demonstration have smaller numbers
FRESH = 400  # seconds; a granted role needs a factor of the last ten minutes
SETTINGS = [
    "--environment", "development", "--set", "people.identity-check=sandbox", "--set", "rates.shared-networks=127.0.0.0/8",
]


def mobile(number):
    return f"0935{1_000_000 + number}"


class Site:
    """An installation with persons, its daemon, and the head of a university in a browser."""

    def __init__(self, home, chance):
        self.chance = chance
        self.installation = Installation(home)
        self.installation.cli("keys", "init")
        self.installation.cli("db", "migrate")
        self.logins = self.demonstrate()
        self.start()
        self.head, self.entered = self.enter("head"), time.monotonic()
        with self.database() as database:
            self.organisation = database.execute("SELECT organisation FROM role_grant WHERE role = 'head'").fetchone()[0]
        self.usual = {}
        self.answered = 0  # changes of which the answer came before the kill

    def demonstrate(self):
        process = self.installation.command(
            "demo-people", "--environment", "development", "--public-url", f"http://127.0.0.1:{self.installation.port}",
            program="verifyd",
        )
        out, err = process.communicate(timeout=120)
        if process.returncode != 0:
            raise AssertionError(err.decode())
        pattern = r"(\S+) of \S+: (\d+) .*\n\s+password +(.*)\n\s+authenticator +(\S+)\n\s+recovery +(.*)"
        return {role: (number, password, codes.split()) for role, number, password, _, codes in re.findall(pattern, out.decode())}

    def start(self):
        assert self.installation.start(*SETTINGS), "verifyd does not start"

    def database(self):
        return sqlite3.connect(f"file:{self.installation.path}?mode=ro", uri=True)

    def all(self, query, *values):
        database = self.database()
        try:
            return database.execute(query, values).fetchall()
        finally:
            database.close()

    def count(self, query, *values):
        return self.all(query, *values)[0][0]

    def enter(self, role):
        """Signs a member of the demonstration in, with the next recovery code."""
        number, password, codes = self.logins[role]
        return self.enter_staff(number, password, codes.pop(0))

    def enter_staff(self, number, password, recovery):
        browser = Browser(self.installation)
        browser.get("/sign-in/staff")
        status, _ = browser.post("/sign-in/staff", kind="national", number=number, password=password, factor=recovery)
        assert status == 303, f"{number} is not signed in: {status}"
        return browser

    def dying(self, name, change):
        """Runs a change while the daemon is killed at a random moment; returns whether an answer came. Starts the daemon again."""
        usual = self.usual.get(name)
        delay = self.chance.uniform(0, 1.2 * usual) if usual else None
        timer = threading.Timer(delay, self.installation.daemon.kill) if delay is not None else None
        began = time.monotonic()
        if timer:
            timer.start()
        try:
            change()
            answered = True
            self.answered += timer is not None
        except NoAnswer:
            answered = False
        if timer:
            timer.join()
        else:
            self.usual[name] = time.monotonic() - began
        self.installation.kill()
        self.start()
        return answered

    def invite(self, number):
        """Invites a person as reviewer by the page of the head."""
        if time.monotonic() - self.entered > FRESH:
            self.head, self.entered = self.enter("head"), time.monotonic()
        path = f"/staff/organisations/{self.organisation}/invite"
        self.head.get(path)
        return self.head.post(
            path, role="reviewer", kind="national", number=national_id(number), last_fa="کارشناس", birth_date_day="۲",
            birth_date_month="اردیبهشت", birth_date_year="۱۳۶۰", mobile=mobile(number),
        )

    def grant_of(self, number):
        """The grants of a person, by number: id, person, end."""
        return self.all(
            "SELECT role_grant.id, role_grant.person, role_grant.ended_at FROM role_grant JOIN person_number USING (person)"
            " WHERE id_number = ? AND role = 'reviewer'", national_id(number))

    def invitation(self, number):
        """A browser on the page of a new invitation, with the form filled except the number of the person."""
        status, _ = self.invite(number)
        assert status == 303, f"not invited: {status}"
        link = self.head.message("+98" + mobile(number)[1:], r"(/invitation/[\w-]+)")
        browser = Browser(self.installation)
        assert browser.get(link)[0] == 200
        shown = re.sub(r"<[^>]*>|\s", "", browser.text.split("class=\"enrol")[1])
        secret = re.search(r"[A-Z2-7]{32}", shown)[0]
        fields = {
            "kind": "national", "number": national_id(number), "password": PASSWORD, "password_again": PASSWORD,
            "factor": totp(secret),
        }
        return browser, link, fields


def use_code(site, figures, number, name):
    browser = Browser(site.installation)
    browser.get("/register")
    status, where = browser.post(
        "/register", kind="national", number=national_id(number), first_fa="سارا", last_fa="کریمی", first_en="Sara",
        last_en="Karimi", birth_date_day="۱", birth_date_month="فروردین", birth_date_year="۱۳۷۳", mobile=mobile(number), terms="yes",
    )
    assert status == 303, f"not registered: {status}"
    code = Browser(site.installation).message("+98" + mobile(number)[1:], r"(?<![\w-])(\d{6})(?![\w-])")
    browser.get(where)
    challenge = where.split("?")[0].rsplit("/", 1)[1]
    answered = site.dying("code", lambda: browser.post(where, code=code))

    def sessions():
        return site.count("SELECT count(*) FROM session WHERE person = ?", person)

    person, used = site.all("SELECT person, used_at FROM challenge WHERE id = ?", challenge)[0]
    figures.promise(sessions() == (1 if used else 0), f"{name}: code {'used' if used else 'unused'}, {sessions()} sessions")
    figures.promise(used or not answered, f"{name}: a code was answered and is unused")
    again = Browser(site.installation)
    again.cookies = {key: value for key, value in browser.cookies.items() if key.endswith("browser")}
    again.get(where)
    status, _ = again.post(where, code=code)
    figures.promise((status == 303) == (not used), f"{name}: the second use of a code {'used' if used else 'unused'}: {status}")
    figures.promise(sessions() == 1, f"{name}: {sessions()} sessions of one code")


def grant(site, figures, number, name):
    answered = site.dying("grant", lambda: site.invite(number))
    grants = site.grant_of(number)
    rows = {len(grants)}
    id = grants[0][0] if grants else "-"
    rows.add(site.count("SELECT count(*) FROM invitation WHERE role_grant = ?", id))
    rows.add(site.count("SELECT count(*) FROM audit WHERE object_kind = 'grant' AND object_id = ? AND action = 'granted'", id))
    rows.add(site.count("SELECT count(*) FROM outbox WHERE source_id = ? AND template = 'invitation'", id))
    rows.add(site.count("SELECT count(*) FROM person_number WHERE id_number = ?", national_id(number)))
    figures.promise(rows in ({0}, {1}), f"{name}: grant, invitation, audit and message: {rows}")
    figures.promise(rows == {1} or not answered, f"{name}: a grant was answered and is lost")


def accept(site, figures, number, name):
    browser, link, fields = site.invitation(number)
    answered = site.dying("invitation", lambda: browser.post(link, **fields))
    id, person, _ = site.grant_of(number)[0]
    used = site.count("SELECT count(*) FROM invitation WHERE role_grant = ? AND used_at IS NOT NULL", id)
    credentials = site.count("SELECT count(*) FROM credential WHERE person = ?", person)
    proven = site.count("SELECT count(*) FROM person WHERE id = ? AND mobile_proven_at IS NOT NULL", person)
    expected = (1, CREDENTIALS, 1) if used else (0, 0, 0)
    figures.promise((used, credentials, proven) == expected, f"{name}: used {used}, {credentials} credentials, proven {proven}")
    figures.promise(used == 1 or not answered, f"{name}: an invitation was answered and is unused")
    again = Browser(site.installation)
    figures.promise(again.get(link)[0] == (410 if used else 200), f"{name}: the page of the invitation, used {used}")


def leave(site, figures, number, name):
    browser, link, fields = site.invitation(number)
    status, _ = browser.post(link, **fields)
    assert status == 200, f"not accepted: {status}"
    recovery = re.search(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){3}", browser.text)[0]
    site.enter_staff(national_id(number), PASSWORD, recovery)
    id, person, _ = site.grant_of(number)[0]
    site.installation.cli("api-keys", "create", "--organisation", f"Reviewer {number}", "--scope", "verifier", "--grant", id)
    path = f"/staff/grants/{id}"
    site.head.get(path)
    answered = site.dying("leave", lambda: site.head.post(path, reason="a test"))
    ended = site.count("SELECT count(*) FROM role_grant WHERE id = ? AND ended_at IS NOT NULL", id)
    live = (
        site.count("SELECT count(*) FROM session WHERE person = ? AND ended_at IS NULL", person),
        site.count("SELECT count(*) FROM api_key WHERE role_grant = ? AND revoked_at IS NULL", id),
    )
    figures.promise(live == ((0, 0) if ended else (1, 1)), f"{name}: grant ended {ended}, live sessions and keys {live}")
    figures.promise(ended == 1 or not answered, f"{name}: the end of a role was answered and is lost")


WAYS = [use_code, grant, accept, leave]


def run(figures, scratch, count, seconds, seed):
    """At most `count` deaths within about so many seconds, shared by the four changes and at least one of each.

    The first of each change measures how long it takes, and is followed by a kill after its answer.
    """
    began = time.monotonic()
    site = Site(pathlib.Path(scratch) / "sign-in", random.Random(seed))
    deaths = 0
    try:
        for index in range(count + len(WAYS)):
            if deaths >= len(WAYS) and time.monotonic() - began > seconds:
                break
            deaths += index >= len(WAYS)
            way = WAYS[index % len(WAYS)]
            way(site, figures, FIRST + index, f"sign-in {index}, {way.__name__}")
    finally:
        site.installation.stop()
    problem = site.installation.check()
    figures.promise(problem is None, f"sign-in: db check: {problem}")
    figures.add("kill -9 while persons sign in, get and lose roles", deaths,
                f"0 half done, {site.answered} answered before the kill" if not figures.broken else "see below")
