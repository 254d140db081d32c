"""Which value of a rule holds, here and on that day."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access.enums import Permission
from accounts.access.queries import nearest_staff, territories
from accounts.journal.models import Event
from accounts.people.models import User
from accounts.policies.models import Policy, PolicyDraft
from accounts.policies.rules import RULES
from accounts.policies.shape import Rule
from accounts.refusals import NotFound

LEVELS = (2, 4, 6, 9, 12)  # digits of a code at each level of the tree


@dataclass(frozen=True)
class Applied:
    """A rule's value as it was applied, with its citation; stored with what it decided.

    ``value`` has the rule's type. ``region_code`` is the place that set it: empty for the house and the nation.
    """

    code: str
    value: Any
    citation: str
    region_code: str = ""
    since: date | None = None

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "value": self.value, "citation": self.citation}


@dataclass(frozen=True)
class Rulebook:
    """Every rule as it holds in one place on one day."""

    region_code: str
    on: date
    values: Mapping[str, Applied] = field(repr=False)

    def __getitem__(self, rule: Rule) -> Applied:
        return self.values.get(rule.code) or Applied(rule.code, rule.default, rule.citation)

    def __iter__(self) -> Iterator[Applied]:
        return (self[rule] for rule in RULES.values())

    def citing(self, rules: Iterable[Rule]) -> list[dict[str, Any]]:
        """What a posting stores of the rules that it applied."""
        return [self[rule].as_json() for rule in rules]


@dataclass
class Rulebooks:
    """All that holds in some places over a period, fetched once; opened at a place and a day without a query."""

    rows: list[Policy]
    _by_place: dict[str, list[Policy]] = field(default_factory=dict, repr=False)
    _open: dict[tuple[str, date], Rulebook] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for row in self.rows:
            self._by_place.setdefault(row.region_id or "", []).append(row)

    def at(self, region_code: str, on: date) -> Rulebook:
        """The rulebook of a place on a day. The place must be one of those fetched, or below it."""
        key = (region_code, on)
        if key not in self._open:
            rows = [row for place in ("", *ladder(region_code)) for row in self._by_place.get(place, ())]
            self._open[key] = Rulebook(region_code, on, _nearest(rows, region_code, on))
        return self._open[key]


def ladder(region_code: str) -> list[str]:
    """The place's code and those above it, widest first."""
    return [region_code[:length] for length in LEVELS if len(region_code) >= length]


def applied(rule: Rule, *, region_code: str, on: date) -> Applied:
    """Return the value of ``rule`` on a day in a region: the nearest region up the tree wins. One query."""
    rows = list(_holding([region_code], [rule.code]).filter(valid__contains=on))
    return Rulebook(region_code, on, _nearest(rows, region_code, on))[rule]


def rulebook(*, region_code: str, on: date) -> Rulebook:
    """Every rule as it holds in a region on a day, in one query."""
    rows = list(_holding([region_code]).filter(valid__contains=on))
    return Rulebook(region_code, on, _nearest(rows, region_code, on))


def rulebooks(region_codes: Iterable[str], rules: Iterable[Rule] = ()) -> Rulebooks:
    """What holds and held in these places, of ``rules`` or of all, in one query."""
    return Rulebooks(list(_holding(region_codes, [rule.code for rule in rules])))


def history(rule: Rule, *, region_code: str) -> list[Policy]:
    """Every value the rule had, has and will have in a place, above it and below it; newest first. One query."""
    rows = Policy.objects.filter(
        Q(region__in=ladder(region_code)) | Q(region__isnull=True) | Q(region__code__startswith=region_code),
        code=rule.code,
    )
    return list(rows.exclude(valid__isempty=True).select_related("region", "draft").order_by("-valid", "region"))


def drafts_in(region_codes: Iterable[str]) -> QuerySet[PolicyDraft]:
    """Drafts for these region subtrees, newest first."""
    inside = Q(pk__in=[])
    for code in region_codes:
        inside |= Q(region__code__startswith=code)
    return (
        PolicyDraft.objects.filter(inside)
        .select_related("region", "author__person", "reviewer__person")
        .order_by("-id")
    )


def draft_for(user: Any, draft_id: UUID) -> PolicyDraft:
    """A draft the user may write or decide on; raises NotFound for anybody else."""
    codes = {*territories(user, Permission.POLICY_EDIT), *territories(user, Permission.POLICY_DECIDE)}
    found = drafts_in(codes).filter(id=draft_id).first()
    if found is None:
        raise NotFound
    return found


def policy_audience(event: Event) -> list[User]:
    """Logins to tell of a draft: who may decide when it was handed over, its author once it is decided."""
    happened = event.name.rpartition(".")[2]
    if happened == "submitted":
        deciding = nearest_staff(Permission.POLICY_DECIDE, event.region_code)
        found = User.objects.filter(id__in=deciding, is_active=True).order_by("id")
        return [user for user in found if user.id != event.by_id]
    if happened in ("approved", "rejected"):
        author = PolicyDraft.objects.filter(id=event.subject_id).values("author")
        return list(User.objects.filter(id__in=author, is_active=True))
    return []


def all_rulebooks() -> Rulebooks:
    """What holds and held anywhere, in one query: for a replay, which meets people of every place."""
    return Rulebooks(list(Policy.objects.filter(code__in=list(RULES)).exclude(valid__isempty=True)))


def _holding(region_codes: Iterable[str], codes: Iterable[str] = ()) -> Any:
    """Rows of these places and of the places above them."""
    places = {code for region_code in set(region_codes) for code in ladder(region_code)}
    rows = Policy.objects.filter(Q(region__in=places) | Q(region__isnull=True), code__in=list(codes) or list(RULES))
    return rows.exclude(valid__isempty=True)


def _nearest(rows: Iterable[Policy], region_code: str, on: date) -> dict[str, Applied]:
    """The longest code that is a prefix of the place wins; the nation's row is the shortest."""
    found: dict[str, Policy] = {}
    for row in rows:
        place = row.region_id or ""
        if not region_code.startswith(place) or not _holds(row, on):
            continue
        other = found.get(row.code)
        if other is None or len(place) > len(other.region_id or ""):
            found[row.code] = row
    return {
        code: Applied(code, row.value, row.citation, row.region_id or "", row.valid.lower)
        for code, row in found.items()
    }


def _holds(row: Policy, on: date) -> bool:
    since, until = row.valid.lower, row.valid.upper
    return not row.valid.isempty and (since is None or since <= on) and (until is None or on < until)
