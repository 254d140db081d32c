"""Give free minutes to an elder."""

from datetime import datetime
from typing import Any

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.people.models import Person
from accounts.regions.endings import demand_running
from accounts.regions.models import Region
from timebank.ledger.actions.inherit_account import OwnBook
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Transfer


def grant_minutes(
    *, by: Any, at: datetime, person: Person, county: Region, amount: int, key: str, reason: str
) -> Transfer:
    """Post ``amount`` minutes from the county's issuance account to the person, with the reason.

    Raises NotAllowed or NotFound unless the actor may grant in the person's region, OwnBook for their own book;
    ``by`` None is the house.
    """
    if by is not None:
        demand(by, Permission.GRANT_MINUTES, region_code=person.home_id)
        if by.person_id == person.id:
            raise OwnBook
    demand_running(person.home_id, at=at)
    source = open_account(unit=Unit.MINUTE, kind=AccountKind.ISSUANCE, region=county)
    target = open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=person)
    return post_transfer(
        key=key,
        kind=TransferKind.GRANT,
        source=source,
        target=target,
        amount=amount,
        happened_at=at,
        by=by,
        memo={"reason": reason},
    )
