"""Who is asked in a round, and who has been: from the rows of the dossier, never from a tick.

An elder counts as seen when each group that the round asks for was looked at since it began: found as it stands
(``Check``), or written down anew (``Fact``, ``Change``, ``Whereabouts``). What came in with a roster (IMPORT) does not
count: nobody knocked. One set of rows for a whole county, in the database.
"""

from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

from accounts.elders.enums import Source, Tier
from accounts.elders.fields import FIELDS, Group
from accounts.elders.models import Elder
from accounts.surveys.enums import Whom
from accounts.surveys.models import Round

WHOM: dict[str, Q] = {
    Whom.ALL: Q(),
    Whom.LEFT_BEHIND: Q(left_behind=True),
    Whom.PRIORITY: Q(tier=Tier.HIGH),
}
# What a correction that is no Fact was about → the group it shows to have been looked at.
ABOUT = {"PERSON": Group.BASIC, "SUPPORTER": Group.FAMILY, "GUARDIAN": Group.FAMILY, "VISITOR": Group.CONTACT}
# Elders of a place with as many of the asked groups as were asked.
SEEN = """(
    WITH here AS (
        SELECT elder.id FROM elders_elder AS elder JOIN people_person AS person ON person.id = elder.person_id
        WHERE person.home_id LIKE %s AND elder.left_on IS NULL
    ), looked AS (
        SELECT looked.elder_id, unnest(looked.groups) AS grp FROM elders_check AS looked
        WHERE looked.elder_id IN (SELECT id FROM here) AND looked.as_of >= %s AND looked.source <> %s
        UNION ALL
        SELECT fact.elder_id, field.grp FROM elders_fact AS fact
        JOIN unnest(%s::text[], %s::text[]) AS field (code, grp) ON field.code = fact.field
        WHERE fact.elder_id IN (SELECT id FROM here) AND fact.as_of >= %s AND fact.source <> %s
        UNION ALL
        SELECT change.elder_id, about.grp FROM elders_change AS change
        JOIN unnest(%s::text[], %s::text[]) AS about (code, grp) ON about.code = change.about
        WHERE change.elder_id IN (SELECT id FROM here) AND change.changed_at >= %s
        UNION ALL
        SELECT supporter.elder_id, %s FROM elders_whereabouts AS report
        JOIN elders_supporter AS supporter ON supporter.id = report.supporter_id
        WHERE supporter.elder_id IN (SELECT id FROM here) AND report.confirmed_at >= %s AND report.channel <> %s
    )
    SELECT elder_id FROM looked WHERE grp = ANY(%s::text[]) GROUP BY elder_id HAVING count(DISTINCT grp) = %s
)"""


def asked_in(of: Round, code: str = "") -> QuerySet[Elder]:
    """The elders of the round who live in a region subtree (its own by default) and have not left the registry."""
    return Elder.objects.filter(WHOM[of.whom], person__home__code__startswith=code or of.region_id, left_on=None)


def seen_in(of: Round, code: str = "") -> Q:
    """Those of them who have been seen. One hashed set, whatever the number."""
    begin = begin_of(of.starts_on)
    params = [
        f"{code or of.region_id}%",
        of.starts_on,
        Source.IMPORT,
        list(FIELDS),
        [field.group.value for field in FIELDS.values()],
        of.starts_on,
        Source.IMPORT,
        list(ABOUT),
        [group.value for group in ABOUT.values()],
        begin,
        Group.FAMILY.value,
        begin,
        Source.IMPORT,
        list(of.groups),
        len(of.groups),
    ]
    return Q(id__in=RawSQL(SEEN, params))  # noqa: S611 - every value is a parameter


def begin_of(day: date) -> datetime:
    """The moment a day begins here."""
    return timezone.make_aware(datetime.combine(day, time()))
