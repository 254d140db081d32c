"""Family beyond the county: the volunteer's mother in Taining, what he gives away, and what he would take back."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts.elders.actions.give_mandate import give_mandate
from accounts.elders.actions.register_elder import register_elder
from accounts.elders.enums import Consent, Power
from accounts.people.enums import Relation
from accounts.people.models import Kinship, Person
from accounts.regions.actions.import_regions import import_regions
from accounts.regions.models import Region
from services.catalogue.actions.load_items import load_items
from timebank.config.demo.people import CAST, DAYS_A_YEAR, MANDATE_DAYS, Cast
from timebank.config.demo.timeline import Step
from timebank.ledger.actions.donate_minutes import donate_minutes
from timebank.ledger.actions.give_minutes import give_minutes
from timebank.ledger.actions.request_reversal import request_reversal
from timebank.ledger.models import Transfer

REGIONS = Path(__file__).parent / "regions-taining-350429.csv"  # three real divisions of the neighbour county
COUNTY = "350429"
REGRET = timedelta(days=3)  # after the gift
BIRTHDAY_DAYS = 120  # days past the last birthday


def add_kin(cast: Cast) -> None:
    """Load the neighbour county with its service list; enter who lives there, her kinship and her mandate."""
    import_regions(file=REGIONS)
    county = Region.objects.get(code=COUNTY)
    load_items(by=None, at=cast.now, region=county, starts_on=timezone.localdate(cast.since).replace(month=1, day=1))
    for sheet in CAST["abroad"]:
        person = Person.objects.create(
            name=sheet["name"],
            gender=sheet["gender"],
            birth_on=cast.today - timedelta(days=int(sheet["age"] * DAYS_A_YEAR) + BIRTHDAY_DAYS),
            phone=sheet["phone"],
            home=Region.objects.get(code=sheet["village"]),
            address=sheet["address"],
        )
        elder = register_elder(by=None, at=cast.since, person=person, lives_alone=True)
        cast.elders[person.name] = elder
        for name, relation in sheet["kin"].items():
            relative = cast.users[name].person
            assert relative is not None
            Kinship.objects.create(person=person, relative=relative, relation=Relation(relation))
            give_mandate(
                by=None,
                at=cast.since,
                elder=elder,
                proxy=relative,
                powers=list(Power),
                starts_on=cast.since.date(),
                ends_on=cast.since.date() + timedelta(days=MANDATE_DAYS),
                consent=Consent.BY_PHONE,
            )


def gifts(cast: Cast) -> Iterator[Step]:
    """What is given and donated, each at its time."""
    for number, sheet in enumerate(CAST["gift"]):
        at = cast.now - timedelta(days=sheet["days_ago"])
        key = f"demo:{number}"
        yield Step(at, partial(_give, cast, sheet, at, key))
        if "regret" in sheet:
            yield Step(at + REGRET, partial(_ask_back, cast, sheet, at + REGRET, key))


def _give(cast: Cast, sheet: dict[str, Any], at: Any, key: str) -> None:
    user = cast.users[sheet["giver"]]
    assert user.person is not None
    given = {"by": user, "at": at, "giver": user.person, "amount": sheet["minutes"], "key": key}
    if "to" in sheet:
        give_minutes(**given, recipient=cast.elders[sheet["to"]].person, words=sheet["words"])
    else:
        donate_minutes(**given, words=sheet["words"])


def _ask_back(cast: Cast, sheet: dict[str, Any], at: Any, key: str) -> None:
    """The giver asks for what was too much; it waits for somebody of the county."""
    transfer = Transfer.objects.get(key__endswith=key)
    request_reversal(
        by=cast.users[sheet["giver"]],
        at=at,
        transfer_id=transfer.id,
        reason=sheet["regret"],
        repost_amount=sheet["meant"],
    )
