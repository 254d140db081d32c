"""What the dossier, the rosters and the phone desk keep of the canary elder."""

from datetime import date, time, timedelta
from io import BytesIO
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from PIL import Image

from accounts.access.enums import Role
from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.actions.begin_assessment import begin_assessment
from accounts.elders.actions.conclude_agreement import conclude_agreement
from accounts.elders.actions.name_guardian import name_guardian
from accounts.elders.actions.name_visit_contact import name_visit_contact
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.actions.register_elder import register_elder
from accounts.elders.actions.report_whereabouts import report_whereabouts
from accounts.elders.actions.request_merge import request_merge
from accounts.elders.enums import CarerKind, Channel, Consent, Duty, GuardianKind, Source, VisitorKind, Where
from accounts.elders.family_links import token_of
from accounts.elders.fields import Group
from accounts.elders.models import Elder, Mandate, Removal, Supporter
from accounts.journal.models import Event
from accounts.messaging.models import Delivery
from accounts.people.enums import Relation
from accounts.people.models import User
from accounts.regions.models import Region
from accounts.rosters.actions.upload_roster import upload_roster
from accounts.surveys.actions.open_round import open_round
from accounts.surveys.enums import Kind, Whom
from accounts.surveys.models import Round
from services.calls.actions.schedule_call_back import schedule_call_back
from services.calls.actions.start_call import start_call
from services.calls.enums import Direction
from services.incidents.actions.report_incident import report_incident
from services.incidents.enums import Kind as Emergency
from services.incidents.enums import Level
from services.incidents.queries.reporting import token_of as report_token
from services.orders.actions.place_order import Line
from services.standing.actions.pause_standing import pause_standing
from services.standing.actions.start_standing import start_standing
from services.standing.rhythm import Rhythm
from services.standing.wish import Wish
from services.visits.actions.open_outing import open_outing
from services.visits.actions.print_sheet import print_sheet
from services.visits.actions.record_visit import record_visit
from services.visits.actions.urge_family import urge_family
from services.visits.enums import About, Health, Mode, Outcome, Safety, UrgingChannel
from tests import personas
from tests.personas import OTHER_VILLAGE, VILLAGE

HEALTH, KIN_PHONE, KIN_PLACE, CALL_WORDS = "怕打雷的心病", "13866665555", "厦门鸟市一号", "鸟叫得睡不着"
CARER, AGREED = "鸟看护", "每天给鸟添水"
COMES_ROUND = "每周喂两次鸟"
VISITED, URGED = "鸟笼要修", "常回鸟巢看看"
ALARM_WORDS, ALARM_PLACE = "鸟摔下窝", "鸟树底下"
SEALED = (
    ALARM_WORDS,
    ALARM_PLACE,
    HEALTH,
    KIN_PHONE,
    KIN_PLACE,
    CALL_WORDS,
    CARER,
    AGREED,
    VISITED,
    URGED,
    COMES_ROUND,
)


def leave_things(kanari: Elder) -> dict[str, Any]:
    """Ids of a supporter, their report, a visitor, an assessment, a roster, a call and a call-back."""
    now = timezone.now()
    today = timezone.localdate(now)
    clerk = personas.user("文书", Role.COORDINATOR, region=VILLAGE)
    operator = personas.user("话务", Role.OPERATOR, region=VILLAGE)
    by_clerk: dict[str, Any] = {"by": clerk, "at": now, "elder": kanari}
    record_facts(**by_clerk, values={"health_note": HEALTH}, source=Source.VISIT, as_of=today)
    supporter = add_supporter(**by_clerk, name="金小鸟", relation=Relation.CHILD, phone=KIN_PHONE)
    report = report_whereabouts(
        by=None,
        at=now,
        supporter=supporter,
        where=Where.AWAY,
        place=KIN_PLACE,
        since=date(2020, 1, 1),
        channel=Channel.LINK,
    )
    name_guardian(**by_clerk, kind=GuardianKind.FAMILY, name="金大鸟", phone=KIN_PHONE, since=today)
    visitor = name_visit_contact(**by_clerk, name="乐鸟", kind=VisitorKind.CADRE, phone=KIN_PHONE, since=today)
    call = start_call(by=operator, at=now, direction=Direction.IN, number=kanari.person.phone, elder_id=kanari.id)
    call_back = schedule_call_back(
        by=operator, at=now, elder_id=kanari.id, due_at=now + timedelta(hours=1), reason=CALL_WORDS, call_id=call.id
    )
    region = Region.objects.get(code=VILLAGE)
    upload = upload_roster(by=clerk, at=now, region=region, file_name="花名册.xlsx", data=roster(kanari))
    twin = register_elder(by=None, at=now, person=personas.person(kanari.person.name, born=date(1943, 3, 1)))
    merge = request_merge(by=clerk, at=now, kept_id=kanari.id, absorbed_id=twin.id, taken=[], reason="同一个人")
    removal = Removal.objects.create(
        elder=kanari, origin_id=OTHER_VILLAGE, target_id=VILLAGE, since=today, moved_at=now, moved_by=clerk
    )
    return {
        "login": personas.user("鸟邻居").id,
        "mandate": Mandate.objects.filter(elder=kanari, revoked_at=None).first().id,
        **_agreement(kanari, supporter),
        "twin": twin.id,
        "merge": merge.id,
        "removal": removal.id,
        "supporter": supporter.id,
        "token": token_of(supporter),
        "report": report.id,
        "contact": visitor.id,
        "assessment": begin_assessment(**by_clerk).id,
        **_alarm(clerk, kanari),
        "upload": upload.id,
        "round": _round(region).id,
        **_visited(kanari, supporter),
        **_comes_round(kanari),
        "call": call.id,
        "call_back": call_back.id,
        "delivery": _to_say(kanari),
    }


def _comes_round(kanari: Elder) -> dict[str, Any]:
    """Something ordered again and again from the month after next on, with a pause in it."""
    helper = personas.user("代办", Role.COORDINATOR, region=VILLAGE)
    now, first = timezone.now(), timezone.localdate() + timedelta(days=60)
    rhythm = Rhythm(first, rrule="FREQ=WEEKLY")
    wish = Wish((Line(personas.item().id),), rhythm, time(9), 30, COMES_ROUND)
    standing, _made = start_standing(by=helper, at=now, elder_id=kanari.id, wish=wish)
    pause, _effects = pause_standing(by=helper, at=now, standing_id=standing.id, first_on=first, last_on=first)
    return {"standing": standing.id, "pause": pause.id}


def _visited(kanari: Elder, supporter: Supporter) -> dict[str, Any]:
    """What somebody found who looked in."""
    carer = personas.user("探访", Role.FILIAL_CARER, region=VILLAGE)
    visit = record_visit(
        by=carer,
        at=timezone.now(),
        elder_id=kanari.id,
        mode=Mode.HOME,
        outcome=Outcome.VISITED,
        answers={"health": Health.WELL, "safety": Safety.FIRE},
        words=VISITED,
    )
    neighbour = personas.person("邻居")
    name_visit_contact(
        by=None,
        at=timezone.now(),
        elder=kanari,
        name=neighbour.name,
        kind=VisitorKind.NEIGHBOUR,
        since=timezone.localdate(),
        person=neighbour,
    )
    urging = urge_family(
        by=carer,
        at=timezone.now(),
        elder_id=kanari.id,
        supporter_id=supporter.id,
        about=About.VISIT,
        channel=UrgingChannel.PHONE,
        reached=False,
        said=URGED,
    )
    return {
        "visit": visit.id,
        "finding": visit.findings.get().id,
        "urging": urging.id,
        "paired": neighbour.id,
        **_round_and_sheet(carer, kanari),
    }


def _alarm(clerk: User, kanari: Elder) -> dict[str, Any]:
    """A fall, told to the village."""
    incident = report_incident(
        by=clerk,
        at=timezone.now(),
        kind=Emergency.FALL,
        to=Level.VILLAGE,
        elder_id=kanari.id,
        words=ALARM_WORDS,
        place_words=ALARM_PLACE,
    )
    return {"incident": incident.id, "report_token": report_token(incident), "card": kanari.card_token}


def _round_and_sheet(carer: User, kanari: Elder) -> dict[str, Any]:
    """A joint round through the village, and a day sheet with the elder on it."""
    now = timezone.now()
    region = Region.objects.get(code=VILLAGE)
    outing = open_outing(by=carer, at=now, region=region, title="走访", people="", held_on=timezone.localdate(now))
    return {"outing": outing.id, "sheet": print_sheet(by=carer, at=now, elders=[kanari]).id}


def _agreement(kanari: Elder, supporter: Supporter) -> dict[str, Any]:
    """What was agreed on with a neighbour, and the photo of it."""
    today = timezone.localdate()
    agreement = conclude_agreement(
        by=None,
        at=timezone.now(),
        elder=kanari,
        entrusted_by=[supporter.id],
        carer_kind=CarerKind.PERSON,
        carer_name=CARER,
        carer_phone=KIN_PHONE,
        duties=[Duty.VISIT],
        words=AGREED,
        starts_on=today,
        ends_on=today + timedelta(days=90),
        consent=Consent.SIGNED,
        evidence=photo(),
    )
    return {"agreement": agreement.id, "evidence": agreement.evidence_id}


def _to_say(kanari: Elder) -> Any:
    """News that somebody must tell the elder by voice."""
    event = Event.objects.filter(region_code=VILLAGE).order_by("sequence").first()
    assert event is not None
    row = Delivery(event=event, person=kanari.person, channel="CALL_SHEET", weight=2, region_code=VILLAGE)
    row.save()
    return row.id


def _round(region: Region) -> Round:
    """A round about all elders of the village."""
    now = timezone.now()
    today = timezone.localdate(now)
    return open_round(
        by=None,
        at=now,
        region=region,
        kind=Kind.CENSUS,
        title="排查",
        groups=[Group.LIVING],
        whom=Whom.ALL,
        starts_on=today + timedelta(days=1),  # nobody is seen yet
        villages_due=today + timedelta(days=9),
        townships_due=today + timedelta(days=9),
    )


def photo() -> bytes:
    """A signed sheet, as small as it can be."""
    buffer = BytesIO()
    Image.new("RGB", (40, 30), "white").save(buffer, "PNG")
    return buffer.getvalue()


def roster(kanari: Elder) -> bytes:
    """A workbook with the elder in it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "身份证号", "联系电话", "家庭住址", "所在村"])
    one = kanari.person
    sheet.append([one.name, one.id_number, one.phone, one.address, "白岩村"])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
