"""Find an elder by what somebody on the phone says: a name, its pinyin or initials, a number, a village."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from django.db.models import Model, Q, QuerySet

from accounts.elders.models import Elder, Supporter
from accounts.people.models import Person
from accounts.people.phones import national_digits
from accounts.regions.models import Region

LONGEST = 40
ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
PHONE = re.compile(r"[0-9]{7,12}")
LETTERS = re.compile(r"[a-z]+")


def search_elders(codes: Iterable[str], text: str, *, limit: int = 20) -> list[Elder]:
    """At most ``limit`` elders living in these region subtrees, the best finds first; [] for no text.

    An ID number or a phone number (of the elder or of a supporter) must be whole: both are sealed, only equal ones can
    be found. A name is found from its beginning or from the given name on; pinyin (``linximei``) and initials
    (``lxm``) from their beginning; a village by its name. Persons who left the registry are not found.
    Each way is one indexed query that stops at the limit.
    """
    words = unicodedata.normalize("NFKC", text).replace("\x00", "").strip()[:LONGEST]
    inside = _inside(list(codes))
    if not words or inside is None:
        return []
    found: dict[object, Elder] = {}
    for condition in _ways(words):
        rows = Elder.objects.filter(inside, condition, left_on=None).select_related("person__home")
        for elder in rows[:limit]:
            found.setdefault(elder.pk, elder)
            if len(found) == limit:
                return list(found.values())
    return list(found.values())


def matching(codes: Iterable[str], text: str, *, left: bool = False) -> QuerySet[Elder]:
    """The same, as a set to be counted and turned over page by page: every way at once, village by village.

    ``left``: those whose dossier is closed, because they died or moved away, instead of those in the registry.
    """
    inside = _inside(list(codes))
    elders = Elder.objects.none() if inside is None else Elder.objects.filter(inside, merged_into=None)
    elders = elders.filter(left_on__isnull=not left)
    words = unicodedata.normalize("NFKC", text).replace("\x00", "").strip()[:LONGEST]
    if words:
        every = Q(pk__in=[])
        for condition in _ways(words):
            every |= condition
        elders = elders.filter(every)
    return elders.select_related("person__home").order_by("person__home_id", "person_id")


def _inside(codes: list[str]) -> Q | None:
    if not codes:
        return None
    inside = Q()
    for code in codes:
        inside |= Q(person__home__code__startswith=code) if code else Q()
    return inside


def _ways(words: str) -> Iterator[Q]:
    """What the words may be, the surest first."""
    packed = re.sub(r"[\s-]", "", words).upper()
    if ID_NUMBER.fullmatch(packed):
        yield Q(person__id_index=_index(Person, "id_index", packed))
        return
    if PHONE.fullmatch(digits := national_digits(words)) and not re.search(r"[^\d+\s()-]", words):
        yield Q(person__phone_index=_index(Person, "phone_index", digits))
        supporters = Supporter.objects.filter(phone_index=_index(Supporter, "phone_index", digits), ended_on=None)
        yield Q(id__in=supporters.values("elder"))
        return
    spelled = re.sub(r"[\s']", "", words).lower()
    if LETTERS.fullmatch(spelled):
        yield Q(person__initials__startswith=spelled)
        yield Q(person__pinyin__startswith=spelled)
        return
    yield Q(person__name__startswith=words)
    yield Q(person__given__startswith=words)
    villages = Region.objects.filter(Q(name__startswith=words) | Q(parent__name__startswith=words))
    yield Q(person__home__in=list(villages.values_list("code", flat=True)[:200]))


def _index(model: type[Model], field: str, text: str) -> str:
    """What stands in the blind index ``field`` of the model for this text."""
    return str(model._meta.get_field(field).index_of(text))  # type: ignore[union-attr]
