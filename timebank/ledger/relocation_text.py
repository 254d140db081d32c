"""The exact text of the paper with which minutes move from one time bank to another. Pure."""

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from timebank.ledger.keys import PublicKey, verify

FORMAT = "timebank-relocation/1"


@dataclass(frozen=True)
class Relocation:
    """What the paper says; ``amount`` in ``unit``."""

    id: str
    holder: str
    person: str  # the holder's id in the house it comes from
    key: str  # who signed
    birth_on: date | None
    origin: str
    unit: str
    amount: int


def to_sign(body: str) -> bytes:
    return b"timebank relocation 1\n" + body.encode()


def read_relocation(text: str, keys: Iterable[PublicKey]) -> Relocation:
    """Take a paper apart. Raises ValueError unless one of ``keys`` signed exactly this."""
    try:
        document = json.loads(text)
        body = str(document["body"])
        facts = json.loads(body)
        signature = base64.b64decode(document["signature"], validate=True)
        if facts["format"] != FORMAT or not verify(str(document["key"]), to_sign(body), signature, keys=keys):
            raise ValueError("not signed by a house we know")
        return Relocation(
            id=str(facts["id"]),
            holder=str(facts["holder"]),
            person=str(facts["person"]),
            key=str(document["key"]),
            birth_on=date.fromisoformat(facts["birth_on"]) if facts["birth_on"] else None,
            origin=str(facts["from"]),
            unit=str(facts["unit"]),
            amount=int(facts["amount"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error
