"""The peer of `make bench`: the same check as a FastAPI application, by the means that a Python team would choose.

    SEHAT_PEER_DATABASE=FILE SEHAT_PEER_KEYS=DIR uvicorn --workers 2 peer:app      (in Tests/Bench)

It answers POST /api/v1/verifications for genuine codes as verifyd does: the code is parsed and its check digits are
verified, its row is read by primary key, tag and row MAC are computed over the row's bytes and compared, the record is
decoded and the fields of a check without a second datum are returned. Rate limits, wrong attempts, metrics and tokens are
left out, which favours the peer. As FastAPI's documentation recommends for a library that blocks, the endpoint is a plain
function, which runs in the thread pool, and the response is a model. (An endpoint on the event loop that blocks it for
SQLite and returns a dictionary, which nothing protects from a slow disk, needs less of the processor.)
"""
import datetime
import hmac
import json
import os
import pathlib
import secrets
import sqlite3
import sys
import threading

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from fastapi import FastAPI
from pydantic import BaseModel

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "scripts/formats"))
import authenticity_code
import typed_code

NAME_FA, LAST_NAME_FA, INSTITUTION, KIND, LEVEL, GRADUATION = 2, 3, 10, 13, 14, 20  # docs/formats/record.md
KINDS = {1: "diploma", 2: "provisional", 3: "transcript", 4: "evaluation"}
LEVELS = {1: "associate", 2: "bachelor", 3: "master", 4: "doctorate"}
SELECT = """
SELECT d.record, d.token, d.row_mac, d.status, d.status_at, a.wrong_tags
FROM degree AS d LEFT JOIN attempt AS a ON a.address = d.id WHERE d.id = ?
"""


def tag_keys(directory):
    """Returns the tag keys by key id."""
    kek = bytes.fromhex((directory / "kek").read_text().strip())
    wrapping = HKDF(hashes.SHA256(), 32, None, b"saorg/keyring/wrap/1").derive(kek)
    keys = {}
    for file in directory.glob("code-*.key"):
        sealed = json.loads(file.read_text())
        parts = [sealed["format"], file.name, sealed["purpose"], sealed["id"]]
        bound = b"".join(bytes([len(part)]) + part.encode() for part in parts)
        secret = AESGCM(wrapping).decrypt(bytes.fromhex(sealed["nonce"]), bytes.fromhex(sealed["sealed"]), bound)
        keys[int(sealed["id"])] = secret[32:]
    return keys


KEYS = tag_keys(pathlib.Path(os.environ["SEHAT_PEER_KEYS"]))
LOCAL = threading.local()
app = FastAPI()


def database():
    """Returns this thread's connection."""
    if not hasattr(LOCAL, "connection"):
        LOCAL.connection = sqlite3.connect(f"file:{os.environ['SEHAT_PEER_DATABASE']}?mode=ro", uri=True)
    return LOCAL.connection


class Check(BaseModel):
    code: str


class Wording(BaseModel):
    fa: str
    en: str


class Institution(BaseModel):
    code: str
    name_fa: str
    name_en: str


class Degree(BaseModel):
    document_kind: str
    level: str
    institution: Institution
    year: int
    holder_masked: str


class Answer(BaseModel):
    verdict: str
    checked_at: str
    reference: str
    records_as_of: str
    degree: Degree | None = None
    message: Wording | None = None
    next_step: Wording | None = None


MESSAGE = Wording(
    fa="مدرکی با این کد ثبت شده و معتبر است، اما نام هنوز مقایسه نشده است. مطمئن شوید که مدرک پیش روی شما همان است.",
    en="A degree with this code is registered and valid, but the name has not been compared yet. "
    "Make sure that the document before you is that degree.",
)
NEXT_STEP = Wording(
    fa="گام دوم: نام خانوادگی روی مدرک را هم بنویسید. سپس نام، رشته و تاریخ را با مدرک مقایسه کنید و کارت شناسایی آورندهٔ آن را ببینید.",
    en="Step two: give the family name on the document too. Then compare name, field and date with the document, "
    "and look at the identity card of the person who brought it.",
)


@app.get("/healthz")
async def health():
    return {}


@app.post("/api/v1/verifications")
def verify(check: Check) -> Answer:
    now = datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    answer = Answer(verdict="NOT_FOUND", checked_at=now, reference=secrets.token_hex(6), records_as_of=now)
    typed = typed_code.read(check.code)
    if "code" not in typed:
        answer.verdict = typed["error"]
        return answer
    code = typed["code"]
    key_id, locator, tag = int(code[:2]), int(code[2:11]), int(code[11:18])
    row = database().execute(SELECT, (int(code[:11]),)).fetchone()
    if row is None or key_id not in KEYS:
        return answer
    record, token, mac, status, _, _ = row
    if authenticity_code.tag(KEYS[key_id], key_id, locator, record) != tag:
        return answer
    if not hmac.compare_digest(mac, authenticity_code.row_mac(KEYS[key_id], key_id, locator, record, status, 0, 0, token)):
        answer.verdict = "INTEGRITY_FAILURE"
        return answer
    fields = cbor2.loads(record)
    answer.verdict = "VALID"
    answer.message, answer.next_step = MESSAGE, NEXT_STEP
    answer.degree = Degree(
        document_kind=KINDS[fields[KIND]],
        level=LEVELS[fields[LEVEL]],
        institution=Institution(code=fields[INSTITUTION], name_fa=fields[INSTITUTION + 1], name_en=fields[INSTITUTION + 2]),
        year=(datetime.date(1970, 1, 1) + datetime.timedelta(days=fields[GRADUATION])).year - 621,
        holder_masked=f"{fields[NAME_FA][0]}… {fields[LAST_NAME_FA][0]}…",
    )
    return answer
