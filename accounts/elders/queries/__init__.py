"""Reads about elders: who they are to whom."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from accounts.access.enums import Permission
from accounts.access.queries import may, territories
from accounts.elders.enums import Power
from accounts.elders.models import Elder, Mandate
from accounts.people.enums import Gender
from accounts.people.models import Person, User
from accounts.people.names import surname
from accounts.refusals import NotFound, Refusal


class ElderMerged(Refusal):
    """The dossier was put together with another, ``into``; told only to those who may see that one."""

    code = "elder_merged"
    sentence = _("This dossier was put together with another one of the same person.")
    status = 410

    def __init__(self, into: UUID) -> None:
        super().__init__(into=str(into))
        self.into = into


def standing_mandates(*, on: date) -> QuerySet[Mandate]:
    """Mandates that hold on a day."""
    return Mandate.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on, revoked_at__isnull=True
    )


def mandate_of(user: Any, elder: Elder, *, on: date) -> Mandate | None:
    """The mandate by which the user acts for the elder on a day."""
    if user is None or user.person_id is None:
        return None
    return standing_mandates(on=on).filter(elder=elder, proxy=user.person_id).first()


def is_oneself(user: Any, elder: Elder) -> bool:
    """True when the elder has a login and this is it: nobody needs a mandate from oneself."""
    return user is not None and user.person_id is not None and user.person_id == elder.person_id


def powers_for(user: Any, elder: Elder, *, on: date) -> frozenset[Power]:
    """What the user may do for the elder on a day: by mandate, or everything as oneself or where the territory is."""
    if is_oneself(user, elder):
        return frozenset(Power)
    mandate = mandate_of(user, elder, on=on)
    if may(user, Permission.ORDER_FOR_ANYONE, region_code=elder.person.home_id):
        return frozenset(Power)
    return frozenset(Power(power) for power in mandate.powers) if mandate is not None else frozenset()


def elders_of(user: Any, *, power: Power = Power.VIEW, on: date | None = None) -> QuerySet[Elder]:
    """Elders for whom the user holds a standing mandate with the power, and oneself; in the order of their entry."""
    if user.person_id is None:
        return Elder.objects.none()
    mandates = standing_mandates(on=on or timezone.localdate()).filter(proxy=user.person_id, powers__contains=[power])
    # Two ways with an index each; as one condition with OR every elder of the province would be looked at.
    keys = mandates.order_by().values("elder").union(Elder.objects.filter(person=user.person_id).values("id"))
    return Elder.objects.filter(id__in=keys).select_related("person__home").order_by("id")


def book_readers(person_id: UUID, *, on: datetime) -> list[User]:
    """Logins to tell of what happens in somebody's passbook: their own, and those of proxies who may see it."""
    mandates = standing_mandates(on=timezone.localdate(on)).filter(
        elder__person=person_id, powers__contains=[Power.VIEW]
    )
    # As in elders_of: with OR every login of the province would be looked at, once an event.
    behind = mandates.order_by().values("proxy").union(Person.objects.filter(id=person_id).values("id"))
    return list(User.objects.filter(person__in=behind, is_active=True).order_by("id"))


def elders_among(person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Person id → elder id of those who are in the registry. One query."""
    return dict(Elder.objects.filter(person__in=list(person_ids)).values_list("person_id", "id"))


def reachable_elders(user: Any, *, on: date | None = None) -> QuerySet[Elder]:
    """Elders the user may see: by mandate, or because they live in the user's territory."""
    reach = Q(id__in=elders_of(user, on=on).values("id"))
    for code in territories(user, Permission.ORDER_FOR_ANYONE):
        reach |= Q(person__home__code__startswith=code)
    return Elder.objects.filter(reach, merged_into=None).select_related("person__home")


def find_elders(codes: Iterable[str], *, text: str = "") -> QuerySet[Elder]:
    """Elders living in these region subtrees whose name or village contains ``text``, village by village."""
    reach = Q(pk__in=[])
    for code in codes:
        reach |= Q(person__home__code__startswith=code)
    elders = Elder.objects.filter(reach, merged_into=None)
    if text:
        where = Q(person__home__name__contains=text) | Q(person__home__parent__name__contains=text)
        elders = elders.filter(where | Q(person__name__contains=text))
    return elders.select_related("person__home").order_by("person__home", "id")


def elder_for(user: Any, elder_id: UUID, *, power: Power, on: date) -> Elder:
    """Fetch the elder for whom the user may use the power on that day, else raise NotFound.

    A mandate with the power counts; the territorial permission ORDER_FOR_ANYONE stands for every power, and so does
    being the elder oneself. A dossier that was put together with another raises ElderMerged.
    """
    elder = Elder.objects.select_related("person__home").filter(id=elder_id).first()
    if elder is None:
        raise NotFound
    if elder.merged_into_id is not None:
        raise ElderMerged(elder_for(user, elder.merged_into_id, power=power, on=on).id)
    if is_oneself(user, elder):
        return elder
    mandate = mandate_of(user, elder, on=on)
    if mandate is not None and power in mandate.powers:
        return elder
    if may(user, Permission.ORDER_FOR_ANYONE, region_code=elder.person.home_id):
        return elder
    raise NotFound


def call_name(person: Person) -> str:
    """How the board names an elder before the claim: 林爷爷, Grandpa Lin. Never the given name."""
    family = surname(person.name)
    if (get_language() or "").startswith("zh"):
        return f"{family}爷爷" if person.gender == Gender.MALE else f"{family}奶奶"
    spelled = "".join(lazy_pinyin(family)).capitalize()
    title = (
        pgettext("old man", "Grandpa %(name)s")
        if person.gender == Gender.MALE
        else pgettext("old woman", "Grandma %(name)s")
    )
    return title % {"name": spelled}
