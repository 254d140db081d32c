"""The land of visits: an elder of Baiyan, who looks in on her, and who has no business there."""

from datetime import timedelta

from django.utils import timezone

from accounts.access.enums import Role
from accounts.elders.actions.name_visit_contact import name_visit_contact
from accounts.elders.enums import Tier, VisitorKind
from accounts.elders.models import Elder
from services.visits.actions.record_visit import record_visit
from services.visits.enums import Food, Health, Mode, Mood, Outcome, Safety
from tests import personas
from tests.personas import OTHER_VILLAGE, TOWNSHIP, VILLAGE

FINE = {"health": Health.WELL, "food": Food.WELL, "mood": Mood.GOOD, "safety": Safety.SAFE}
DAY = timedelta(days=1)


def village(region: str = VILLAGE):
    """A village worker."""
    return personas.user("乐建国", Role.VILLAGE_WORKER, region=region)


def township():
    return personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)


def elder(name: str = "林细妹", tier: Tier = Tier.HIGH, *, at=None, home: str = VILLAGE) -> Elder:
    """An elder who was judged already."""
    made = personas.elder(name, village=home, minutes=0)
    Elder.objects.filter(id=made.id).update(tier=tier, judged_on=timezone.localdate(at or personas.NOW))
    made.refresh_from_db()
    return made


def pair(user, of: Elder, *, lead: bool = True, at=personas.NOW):
    """The user looks in on the elder from now on."""
    return name_visit_contact(
        by=None,
        at=at,
        elder=of,
        name=user.person.name,
        kind=VisitorKind.NEIGHBOUR,
        lead=lead,
        since=timezone.localdate(at),
        person=user.person,
    )


def visit(by, of: Elder, *, at=personas.NOW, outcome=Outcome.VISITED, mode=Mode.HOME, **more):
    """Somebody looked in, or tried to."""
    answers = more.pop("answers", FINE if outcome == Outcome.VISITED else {})
    return record_visit(by=by, at=at, elder_id=of.id, mode=mode, outcome=outcome, answers=answers, **more)


__all__ = ["DAY", "FINE", "OTHER_VILLAGE", "VILLAGE", "elder", "pair", "township", "village", "visit"]
