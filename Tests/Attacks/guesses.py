"""Guesses at a datum and at a tag, sent together; guesses at codes beyond the budget of a network."""
import math
import time

from calls import Client
from cluster import Member
from installation import Installation
from people import graduate
from postgres import Servers
from visitor import Visitor, at_once, nowhere, other_tag

YEARS = range(1340, 1396)
TAGS = 200
ROUNDS = 24
BURST, PER_SECOND = 60, 2  # checks in vain of one network: 3,000 and 6,000 a minute, of which each costs 50
JUDGED = 5  # guesses that are judged a day and address


def expected(figures, what, opened, rounds, chances):
    """The right guess may be among the judged ones by luck, `chances` of the time, and no more often."""
    most = rounds * chances + 4 * math.sqrt(rounds * chances * (1 - chances)) + 1
    figures.add(what, rounds, f"the right one counted {opened} times; by luck {rounds * chances:.1f}, at most {most:.0f}")
    figures.promise(opened <= most, f"{what}: the right one counted {opened} times of {rounds}")


def birth_years(figures, place):
    installation = Installation(place).found()
    installation.start()
    guess_years(figures, [installation], "56 birth years together, SQLite")
    installation.stop()


def birth_years_of_two_daemons(figures, place):
    servers = Servers()
    server = servers.primary()
    first = Member(place / "a", servers.address(server.port), server).found()
    second = Member(place / "b", servers.address(server.port), server, first)
    first.start()
    second.start()
    guess_years(figures, [first, second], "56 birth years together, two daemons, PostgreSQL", more=len([first, second]))
    first.stop()
    second.stop()
    servers.end()


def guess_years(figures, daemons, what, more=0):
    """Opens the second tier by guessing the year of birth of a known code."""
    client, ports = Client(daemons[0]), [daemon.port for daemon in daemons]
    opened = judged = 0
    for number in range(ROUNDS):
        person = graduate(number)
        code = client.issue(person)[2]["code"].replace(" ", "")
        answers = at_once(ports, [{"code": code, "birth_year": str(year)} for year in YEARS])
        opened += any("holder_en" in (body.get("degree") or {}) for _, (_, body) in answers)
        status = {status for _, (status, _) in answers}
        figures.promise(status <= {200, 429, 503}, f"{what}: status {status}")
        # The right year afterwards opens nothing either, until the day ends.
        late = Visitor(ports[-1]).ask(code=code, birth_year=person["birth_date"][:4])[1]
        judged += "holder_en" in (late.get("degree") or {})
    expected(figures, what, opened, ROUNDS, (JUDGED + more) / len(YEARS))
    figures.add("the right year after them", ROUNDS, f"opened {judged}")
    figures.promise(judged == 0, f"{what}: the right year after 56 wrong ones opened {judged} of {ROUNDS}")


def tags(figures, place):
    """Finds the tag of a known address among 200."""
    installation = Installation(place).found()
    installation.start()
    client, found = Client(installation), 0
    for number in range(ROUNDS):
        code = client.issue(graduate(number))[2]["code"].replace(" ", "")
        answers = at_once([installation.port], [{"code": other_tag(code, step)} for step in range(TAGS)])
        found += any(body.get("verdict") == "VALID" for _, (_, body) in answers)
    expected(figures, "200 tags together, the right one among them", found, ROUNDS, JUDGED / TAGS)
    installation.stop()


def misses(figures, place):
    """1,500 codes that do not exist, together, from one network."""
    installation = Installation(place).found()
    installation.start(limits="on")
    code = Client(installation).issue(graduate(1))[2]["code"].replace(" ", "")
    began = time.monotonic()
    answers = at_once([installation.port], [{"code": nowhere(code)} for _ in range(1500)])
    budget = BURST + PER_SECOND * (time.monotonic() - began)
    passed = sum(status == 200 for _, (status, _) in answers)
    closed = 1500 - len(answers)
    figures.add("1,500 codes that do not exist, together", 1500,
                f"{passed} were looked up, {closed} connections were refused; the budget allows {budget:.0f}")
    figures.promise(passed <= budget + 1, f"misses: {passed} were looked up")
    installation.stop()


def batch_misses(figures, place):
    """The same in a visitor's batches: as many files as the network may send."""
    installation = Installation(place).found()
    installation.start(limits="on")
    code = Client(installation).issue(graduate(1))[2]["code"].replace(" ", "")
    looked, statuses, began = 0, [], time.monotonic()
    for _ in range(15):
        visitor = Visitor(installation.port)
        table = "code\n" + "".join(nowhere(code) + "\n" for _ in range(200))
        status, answer = visitor.call("POST", "/api/v1/batches", table, Content_Type="text/csv")
        statuses.append(status)
        if status != 202:
            continue
        for _ in range(200):
            status, seen = visitor.call("GET", f"/api/v1/batches/{answer['id']}")
            if status != 200 or seen["state"] in ("done", "failed"):
                break
            time.sleep(0.1)
        statuses[-1] = (seen.get("problem") or {}).get("code") or seen.get("state")
        looked += (seen.get("counts") or {}).get("NOT_FOUND", 0) if status == 200 else 0
    budget = BURST + PER_SECOND * (time.monotonic() - began)
    states = {status: statuses.count(status) for status in statuses}
    figures.add("3,000 such codes in 15 batches", 15, f"{states}; {looked} were looked up; the budget allows {budget:.0f}")
    figures.promise(looked <= budget + 1, f"batches: {looked} were looked up")
    installation.stop()
