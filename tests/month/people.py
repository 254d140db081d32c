"""A small county through its public API: everybody has a token's rights and nothing else."""

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from rest_framework.test import APIClient

from accounts.access.enums import Role
from accounts.organisations.credit_code import check_character
from accounts.people.models import User
from services.catalogue.enums import Performer
from tests import personas
from tests.personas import COUNTY, OTHER_VILLAGE, VILLAGE

ELDERS, VOLUNTEERS, MEMBERS = 12, 8, 3
CODE = "52350425MJ0000000"  # the check character follows


@dataclass
class Said:
    """What the county answered, refusals counted by code: a month without refusals would prove little."""

    chance: random.Random
    refused: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    replayed: int = 0


class Hand:
    """One user's way in. Each POST carries a key, and one in six is sent twice: the line was bad."""

    def __init__(self, user: User, said: Said) -> None:
        self.user, self.said = user, said
        self.client = APIClient()
        self.client.force_authenticate(user)

    def get(self, address: str, **query: str) -> Any:
        answer = self.client.get(f"/api/v1/{address}", query)
        assert answer.status_code == 200, (address, answer.content.decode())
        return answer.json()

    def post(self, address: str, body: dict[str, Any] | None = None, *, must: bool = False) -> Any:
        """What was answered, or None for a refusal; ``must``: there may be none."""
        key = str(uuid4())
        answers = [self._send(address, body, key)]
        if self.said.chance.random() < 1 / 6:
            answers.append(self._send(address, body, key))
            self.said.replayed += 1
        first, last = answers[0], answers[-1]
        conflict = first.status_code == 409
        assert conflict or (first.status_code, first.content) == (last.status_code, last.content), address
        assert last.status_code < 500, (address, last.content.decode())
        what = address.strip("/").rpartition("/")[2]
        if last.status_code >= 400:
            code = last.json()["code"]
            assert not must, (address, last.content.decode())
            self.said.refused[f"{what}: {code}"] += 1
            return None
        self.said.done[what] += 1
        return last.json() if last.content else {}

    def _send(self, address: str, body: dict[str, Any] | None, key: str) -> Any:
        return self.client.post(f"/api/v1/{address}", body or {}, format="json", headers={"Idempotency-Key": key})


@dataclass
class Place:
    """Who lives and works there."""

    said: Said
    helper: Hand
    county: Hand
    treasurer: Hand
    township: Hand
    manager: Hand
    members: list[Hand]
    volunteers: list[Hand]
    organisation: str
    elders: list[str]
    codes: dict[str, str]
    items: dict[str, str]
    programmes: dict[str, str]


def place(chance: random.Random) -> Place:
    """The people before the first day; what they agree on (programmes, contract) goes over the API too."""
    said = Said(chance)
    items = {
        code: str(personas.item(code, minutes=minutes, **more).id)
        for code, minutes, more in (
            ("haircut", 30, {"name_zh": "上门理发"}),
            ("company", 60, {"name_zh": "陪伴", "performers": [Performer.VOLUNTEER, Performer.ORGANISATION]}),
            ("wood", 45, {"name_zh": "劈柴挑水", "seats": 2}),
            ("bath", 60, _paid("助浴", 4_000)),
            ("cleaner", 90, _paid("请家政打扫", 3_000)),
        )
    }
    helper = personas.user("范细妹", Role.PROXY)
    elders = []
    for number in range(ELDERS):
        village = VILLAGE if number % 3 else OTHER_VILLAGE
        one = personas.elder(f"老人{number}", minutes=900, village=village)
        type(one).objects.filter(id=one.id).update(lives_alone=number % 2 == 0)
        personas.mandate(one, helper)
        elders.append(str(one.id))
    manager = personas.user("连晓雯")
    members = [personas.user(f"社工{number}") for number in range(MEMBERS)]
    body = personas.organisation(manager, *members)
    body.credit_code = CODE + check_character(CODE)
    body.save()
    official = {name: personas.user(name, Role.COUNTY_OFFICIAL, region=COUNTY) for name in ("吴秀珍", "李县长")}
    hands = {name: Hand(user, said) for name, user in official.items()}
    helping = Hand(helper, said)
    codes = {elder: helping.get(f"elders/{elder}/")["code"] for elder in elders}
    return Place(
        said=said,
        helper=helping,
        county=hands["吴秀珍"],
        treasurer=hands["李县长"],
        township=Hand(personas.user("王镇长", Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP), said),
        manager=Hand(manager, said),
        members=[Hand(one, said) for one in members],
        volunteers=[Hand(personas.volunteer(f"志愿者{n}"), said) for n in range(VOLUNTEERS)],
        organisation=str(body.id),
        elders=elders,
        codes=codes,
        items=items,
        programmes={},
    )


def _paid(name: str, fen: int) -> dict[str, Any]:
    return {"name_zh": name, "price_minutes": 0, "price_fen": fen, "performers": [Performer.ORGANISATION]}
