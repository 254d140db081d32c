"""One elder entered twice, so that the page for it has something to show."""

from datetime import datetime

from accounts.elders.actions.find_pairs import find_pairs
from accounts.elders.actions.register_elder import register_elder
from accounts.elders.models import Elder
from accounts.people.models import Person, User


def enter_twice(*, at: datetime, keeper: User) -> None:
    """An elder of the keeper's village once more, as a roster typed in a hurry has them: no ID number."""
    code = keeper.grants.filter(region__isnull=False).values_list("region_id", flat=True).first()
    elder = Elder.objects.filter(person__home=code, left_on=None).select_related("person").order_by("id").last()
    if elder is None:
        return
    known = elder.person
    again = Person.objects.create(
        name=known.name, gender=known.gender, birth_on=known.birth_on, home_id=known.home_id, address=known.address
    )
    twin = register_elder(by=keeper, at=at, person=again)
    find_pairs(at=at, elder_ids=[twin.id])
