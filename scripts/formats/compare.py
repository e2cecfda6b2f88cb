"""Compares the re-implementation with the vectors, and with the results of the program `conformance`."""
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import unicodedata

import authenticity_code as code
import code_vectors
import degree_record
import degree_token as token
import identifiers
import key_files
import key_vectors
import record_vectors
import samples
import test_realm
import text_key
import token_vectors
import transcript
import typed_code


def main(root, write: bool) -> int:
    folder = root / "Tests" / "VerifyCoreTests" / "Vectors"
    es256 = es256_text(folder / "token.json")
    files = {
        "code.json": code_vectors.codes(),
        "record.json": record_vectors.records(),
        "token.json": token_vectors.tokens(None if write else es256),
        "key-set.json": key_vectors.sets(),
        "keyring.json": key_vectors.keyrings(),
        "test-realm.json": test_realm.specimens(),
        "transcript.json": transcript.vectors(),
        "../../PersianTests/Vectors/identifiers.json": identifiers.vectors(),
    }
    failures = 0
    for name, content in files.items():
        rendered = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        path = (folder / name).resolve()
        if write:
            path.write_text(rendered, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != rendered:
            print(f"error: {path.relative_to(root)} differs from what the pages define", file=sys.stderr)
            failures += 1
    failures += quoted(root / "docs" / "formats", files)
    statuses = json.loads((folder / "status.json").read_text(encoding="utf-8"))
    failures += wrong_positions(statuses)
    failures += unopened(root / "Keys" / "dev")
    questions = [*asked(files), *asked_statuses(statuses)]
    failures += ask(conformance(root), questions)
    print(f"{len(files) + 1} vector files, Keys/dev, {len(questions)} requests to conformance, {failures} differences")
    return 1 if failures else 0


def quoted(pages, files) -> int:
    """Counts the vectors that the pages do not quote exactly."""
    first, row, vectors = files["code.json"]["mint"][0], files["record.json"]["rows"][2], files["token.json"]
    record = files["record.json"]["records"][0]
    members = json.loads(files["key-set.json"]["sets"][0]["set"])
    keyring = files["keyring.json"]["keyrings"][0]
    quotes = {
        "authenticity-code.md": [first["grouped"], first["record"], first["record_sha256"], first["bytes"]],
        "record.md": [record["sha256"], row["row_mac"], str(row["locator"])],
        "degree-token.md": [vectors[name] for name in ("text", "public_key", "kid", "signed_bytes", "signature")]
        + [code.grouped(vectors["code"])],
        "key-set.md": [members["keys"][0]["x"], members["cose_key_set"], json.dumps(members["compromised"][0], separators=(",", ":"))],
        "key-files.md": [keyring["files"][f"token-{keyring['kid']}.key"].strip(), keyring["document"]["sealed"]],
    }
    failures = 0
    for page, texts in quotes.items():
        content = (pages / page).read_text(encoding="utf-8")
        # Objects are wrapped on the page for reading.
        content += content.replace("\n", "")
        for text in (text for text in texts if text not in content):
            print(f"error: docs/formats/{page} does not quote {text}", file=sys.stderr)
            failures += 1
    dump = (pages / "record.md").read_text(encoding="utf-8").split("```")[1]
    columns = [re.match(r" *(?:[0-9a-f]{2,}(?: |$))+", line) for line in dump.split("SHA-256")[0].splitlines()]
    if "".join(column[0].replace(" ", "") for column in columns if column) != record["bytes"]:
        print("error: docs/formats/record.md does not show the first record's bytes", file=sys.stderr)
        failures += 1
    return failures


def wrong_positions(statuses) -> int:
    """Counts the status references, which another program made, that the page's arithmetic does not give."""
    key = bytes.fromhex(statuses["locator_key"])
    failures = 0
    for case in statuses["positions"]:
        if code.status_reference(key, case["key_id"], case["locator"]) != {0: case["list"], 1: case["index"]}:
            print(f"error: another status reference than {case}", file=sys.stderr)
            failures += 1
    return failures


def unopened(directory) -> int:
    """Counts 1 where the pages are not enough to open a key directory of the product."""
    try:
        secrets = key_files.directory(directory)
    except Exception as error:
        print(f"error: {directory} does not open: {error!r}", file=sys.stderr)
        return 1
    return 0 if {purpose for purpose, _ in secrets} == set(key_files.SECRETS) else 1


def es256_text(path):
    if not path.exists():
        return None
    cases = json.loads(path.read_text(encoding="utf-8"))["verified"]
    return next(case["text"] for case in cases if case["name"] == "signed with ES256")


def conformance(root):
    program = os.environ.get("CONFORMANCE", root / ".build" / "debug" / "conformance")
    if not os.path.exists(program):
        subprocess.run(["swift", "build", "--product", "conformance"], cwd=root, check=True, stdout=sys.stderr)
    return program


def ask(program, questions) -> int:
    lines = "".join(json.dumps(question) + "\n" for question, _ in questions)
    answer = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    answers = [json.loads(line) for line in answer.splitlines()]
    failures = 0 if len(answers) == len(questions) else 1
    for (question, expected), given in zip(questions, answers):
        if any(given.get(name) != value for name, value in expected.items()):
            failures += 1
            print(f"error: {json.dumps(question, ensure_ascii=False)[:300]}", file=sys.stderr)
            print(f"  expected {expected}\n  received {given}", file=sys.stderr)
    return failures


def asked(files):
    """Requests with the members that the responses must have: all vectors, then random ones."""
    names = ("locator_key", "tag_key", "key_id", "uuid", "counter", "record")
    for case in files["code.json"]["mint"]:
        yield {"op": "code.mint", **{name: case[name] for name in names}}, {"ok": True, "code": case["code"]}
    for case in files["test-realm.json"]["cases"]:
        keys = {"key_id": test_realm.KEY_ID, "counter": 0, "uuid": case["uuid"], "record": case["record"]}
        keys |= {"locator_key": test_realm.LOCATOR_KEY.hex(), "tag_key": test_realm.TAG_KEY.hex()}
        yield {"op": "code.mint", **keys}, {"ok": True, "code": case["code"]}
    for case in files["code.json"]["typed"]:
        yield parsing(case["text"])
    for case in files["record.json"]["records"]:
        yield {"op": "record.encode", "record": case["record"]}, {"ok": True, "bytes": case["bytes"]}
    vectors = files["token.json"]
    for case in vectors["verified"]:
        yield verifying(case["text"], vectors["keys"], case["verdict"])
    yield from asked_sets(files["key-set.json"])
    yield from at_random(random.Random(1402), vectors)
    yield from text_key.asked()
    yield from identifiers.asked(identifiers.vectors())
    yield from transcript.asked()


def asked_sets(vectors):
    for case in vectors["sets"]:
        reading = {"op": "key_set.read", "key_set": case["set"]}
        if "error" in case:
            yield reading, {"ok": False, "error": case["error"]}
            continue
        yield reading, {"ok": True, "kids": case["kids"], "withdrawn": case["withdrawn"]}
        yield (
            {"op": "token.verify", "text": vectors["text"], "key_set": case["set"], "now": vectors["now"]},
            {"ok": True, "verdict": case["verdict"]},
        )


def asked_statuses(statuses):
    rng = random.Random(1402)
    places = [(statuses["locator_key"], case["key_id"], case["locator"]) for case in statuses["positions"]]
    places += [(rng.randbytes(32).hex(), rng.randrange(10, 100), rng.randrange(10**9)) for _ in range(300)]
    for key, key_id, locator in places:
        expected = code.status_reference(bytes.fromhex(key), key_id, locator)
        yield (
            {"op": "status.reference", "locator_key": key, "key_id": key_id, "locator": locator},
            {"ok": True, "list": expected[0], "index": expected[1]},
        )


def parsing(text):
    answer = typed_code.read(text)
    return {"op": "code.parse", "text": text}, {"ok": "code" in answer, **answer}


def verifying(text, keys, verdict):
    question = {"op": "token.verify", "text": text, "keys": keys, "now": samples.NOW}
    return question, {"ok": True, "verdict": verdict}


def at_random(rng, vectors):
    keys = {bytes.fromhex(key["kid"]): bytes.fromhex(key["public_key"]) for key in vectors["keys"]}
    signed = bytes.fromhex(vectors["token"])
    for _ in range(300):
        made = {
            "locator_key": rng.randbytes(32), "tag_key": rng.randbytes(32), "key_id": rng.randrange(10, 100),
            "uuid": rng.randbytes(16), "counter": rng.randrange(2**32), "record": rng.randbytes(rng.randrange(600)),
        }
        digits = code.mint(**made)
        question = {name: value.hex() if isinstance(value, bytes) else value for name, value in made.items()}
        yield {"op": "code.mint", **question}, {"ok": True, "code": digits}
        yield parsing(code.grouped(digits))
        place = rng.randrange(20)
        yield parsing(digits[:place] + rng.choice("0123456789٣۴x ④.-") + digits[place + 1 :])
        yield parsing(" ".join(code.grouped(digits).split()[::-1]))
        yield parsing(f"{float(digits):.0f}")
        yield parsing(pasted(rng, digits))
    for text in unicode_texts(rng, vectors["code"]):
        yield parsing(text)
    for bit in range(len(signed) * 8):
        flipped = bytearray(signed)
        flipped[bit // 8] ^= 1 << bit % 8
        text = token.text(bytes(flipped), "sehat.example")
        yield verifying(text, vectors["keys"], token.verify(text, keys, samples.NOW)[0])
    for length in range(len(signed)):
        yield verifying(token.text(signed[:length], "sehat.example"), vectors["keys"], "TOKEN_FORMAT")
    for _ in range(100):
        record = {**vectors["record"], "first_name_fa": rng.choice(["سارا", "محمدرضا", "x" * rng.randrange(300)])}
        record["average"] = rng.choice([None, rng.randrange(2001)])
        record["files"] = [hashlib.sha256(rng.randbytes(4)).hexdigest() for _ in range(rng.randrange(30))]
        record["birth_date"] = f"{rng.randrange(1900, 2010)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
        yield (
            {"op": "record.encode", "record": record},
            {"ok": True, "bytes": degree_record.encode(record).hex()},
        )


def unicode_texts(rng, digits):
    """A valid code with one more character, from each block that could be dropped or mistaken."""
    points = [*range(1, 0x700), *range(0x1680, 0x1690), *range(0x2000, 0x2100), *range(0x2200, 0x2220),
              *range(0x2E00, 0x2E60), *range(0x3000, 0x3040), *range(0xFE10, 0xFE70), *range(0xFEF0, 0xFFA0),
              *rng.sample(range(0x1_0000, 0x2_0000), 200)]
    for point in points:
        # No surrogates, and no characters that Python's version of Unicode does not have.
        if unicodedata.category(chr(point)) not in ("Cs", "Cn"):
            yield digits[:8] + chr(point) + digits[8:]
            yield chr(point) + digits
            yield digits + chr(point)


def pasted(rng, digits):
    """A code, or most of it, among pieces of text that people paste."""
    pieces = ["کد صحت: ", "https://sehat.example/V/", "?a=1", "#x", "1403", ", ", " (", ")", "\n", "O", "لا", "«", "_",
              code.grouped(digits), digits[:-1], code.grouped(digits)[10:], " ", "%20", "½", "'"]
    around = [rng.choice(pieces) for _ in range(rng.randrange(5))]
    around.insert(rng.randrange(len(around) + 1), rng.choice([digits, code.grouped(digits)]))
    return "".join(around)
