"""Who is on duty in Baiyan: Tu in the village, Su and Lian in the township, Chen and Zheng in the county."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from accounts.access.enums import Role
from accounts.elders.models import Elder
from accounts.journal.models import Event
from accounts.people.models import User
from services.incidents.actions.report_incident import report_incident
from services.incidents.enums import Kind, Level
from services.incidents.models import Incident, Step
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE


@dataclass
class Duty:
    lin: Elder
    tu: User
    su: User
    lian: User
    chen: User
    zheng: User
    mei: User


def duty() -> Duty:
    lin = personas.elder()
    return Duty(
        lin=lin,
        tu=personas.user("涂建民", Role.COORDINATOR, region=VILLAGE),
        su=personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP),
        lian=personas.user("连建平", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP),
        chen=personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY),
        zheng=personas.user("郑丽华", Role.COUNTY_OFFICIAL, region=COUNTY),
        mei=personas.proxy(lin),
    )


def report(by: User | None, lin: Elder | None, **more: Any) -> Incident:
    """A fall, told to the village, unless said otherwise."""
    facts: dict[str, Any] = {"at": NOW, "kind": Kind.FALL, "to": Level.VILLAGE, "words": "门口滑倒了"}
    if lin is not None:
        facts["elder_id"] = lin.id
    return report_incident(by=by, **{**facts, **more})


def told(incident: Incident, level: str = "") -> set[Any]:
    steps = Step.objects.filter(incident=incident, what="TOLD")
    return set((steps.filter(level=level) if level else steps).values_list("about", flat=True))


def steps(incident: Incident) -> list[str]:
    """What the record says, in its order, without who was told."""
    rows = Step.objects.filter(incident=incident).order_by("recorded_at", "id")
    return [str(one) for one in rows.exclude(what="TOLD").values_list("what", flat=True)]


def events(incident: Incident) -> list[str]:
    rows = Event.objects.filter(subject_id=incident.id).order_by("sequence").values_list("name", flat=True)
    return [name.rpartition(".")[2] for name in rows]


def minutes(number: float) -> Any:
    return NOW + timedelta(minutes=number)
