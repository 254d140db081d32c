"""Reads about those who stand by an elder."""

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from accounts.elders.models import Elder, Guardian, Supporter, VisitContact, Whereabouts


def standing_supporters(elder: Elder) -> list[Supporter]:
    """Those bound to support the elder now, each with ``whereabouts_now`` and ``whereabouts_said``. Two queries."""
    return list(with_whereabouts(Supporter.objects.filter(elder=elder, ended_on=None)).order_by("added_at", "id"))


def with_whereabouts(supporters: QuerySet[Supporter]) -> QuerySet[Supporter]:
    """Fetch every report along with the supporters, so that asking where they are costs no query each."""
    reports = Whereabouts.objects.order_by("-reported_at", "-id").select_related("reported_by__person")
    return supporters.prefetch_related(Prefetch("whereabouts", reports))


def guardian_of(elder: Elder) -> Guardian | None:
    """Who looks after the elder now."""
    return Guardian.objects.filter(elder=elder, until=None).first()


def visit_contacts_of(elder: Elder) -> list[VisitContact]:
    """Who visits now, the lead first."""
    return list(VisitContact.objects.filter(elder=elder, until=None).order_by("-lead", "since", "id"))


def waiting_reports(codes: Iterable[str]) -> QuerySet[Whereabouts]:
    """Whereabouts that families reported and the village has not answered yet, oldest first."""
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(supporter__elder__person__home__code__startswith=code)
    return (
        Whereabouts.objects.filter(inside, confirmed_at=None, refused_at=None, supporter__ended_on=None)
        .select_related("supporter__elder__person__home", "reported_by__person")
        .order_by("reported_at", "id")
    )
