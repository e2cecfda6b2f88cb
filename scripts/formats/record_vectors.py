"""Vectors of the record: Tests/VerifyCoreTests/Vectors/record.json."""
import hashlib

import authenticity_code as code
import degree_record
import samples
import token_vectors


def row_case(name, record, status, since, reason, signed):
    loc = code.locator(samples.LOCATOR_KEY, samples.KEY_ID, samples.UUID, 0)
    return {
        "name": name, "tag_key": samples.TAG_KEY.hex(), "key_id": samples.KEY_ID, "locator": loc, "record": record.hex(),
        "status": status, "since": since, "reason": reason, "token": signed.hex(),
        "row_mac": code.row_mac(samples.TAG_KEY, samples.KEY_ID, loc, record, status, since, reason, signed).hex(),
    }


def records():
    cases = []
    named = [("a diploma", samples.SARA), ("everything else", samples.BORN_EARLY), ("of a case", samples.DECIDED)]
    for name, record in named:
        encoded = degree_record.encode(record)
        cases.append(
            {"name": name, "record": record, "bytes": encoded.hex(), "sha256": hashlib.sha256(encoded).hexdigest()}
        )
    record = degree_record.encode(samples.SARA)
    signed = token_vectors.sara()["token"]
    rows = [
        row_case("active", record, 0, 0, 0, signed),
        row_case("superseded", record, 1, samples.ISSUED_AT, 0, signed),
        row_case("revoked by a court", record, 2, samples.ISSUED_AT, 3, signed),
        row_case("suspended before 1970", record, 3, -1, 0, b""),
    ]
    return {"source": "docs/formats/record.md", "records": cases, "rows": rows}
