"""The words of a notice: what happened, to whose order, in the reader's language, and where to look."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.connections.models import Webhook
from accounts.elders.models import Elder
from accounts.elders.queries import call_name
from accounts.journal.models import Notice
from accounts.organisations.models import Organisation
from accounts.people.models import Person
from accounts.policies.models import PolicyDraft
from accounts.surveys.models import Report, Round
from frontend.shell.association_words import (
    ASSOCIATION_SENTENCES,
    AssociationNews,
    association_line,
    association_subjects,
)
from frontend.shell.book_notices import BOOK_SENTENCES, GIVEN, BookNews, book_news, facts_of, where
from frontend.shell.finding_words import FINDING_SENTENCES
from frontend.shell.honour_words import HONOUR_SENTENCES, honour_line, honour_subjects
from frontend.shell.incident_words import INCIDENT_SENTENCES, incident_note
from frontend.shell.journeys import HELPER, Journey
from frontend.shell.meal_words import MEAL_SENTENCES, MealNews, meal_line, meal_subjects
from frontend.shell.organisation_words import (
    ORGANISATION_SENTENCES,
    organisation_address,
    organisation_facts,
    people_of,
)
from frontend.shell.outreach_words import OUTREACH_SENTENCES, outreach_note
from frontend.shell.place_words import PLACE_SENTENCES, PlaceNews, place_line, place_subjects
from frontend.shell.referral_words import REFERRAL_SENTENCES, referral_line
from frontend.shell.supervision_words import SUPERVISION_SENTENCES, supervision_line, supervision_subjects
from frontend.shell.windup_words import WINDUP_SENTENCES, WINDUP_SUBJECTS, windup_line, windup_subjects
from frontend.shell.wording import date_text, moment_text, month_text, name_text, place_text
from services.catalogue.models import ListEdition, Outreach
from services.honours.models import Candidacy, HonourRound
from services.incidents.models import Burst, Incident
from services.orders.models import CorrectionTicket, Order
from services.orders.queries.rows import with_everything
from services.publications.models import Publication
from services.referrals.models import Referral
from services.standing.models import StandingOrder
from services.standing.queries.rows import with_everything as standing_with_everything
from services.supervision.models import Bulletin, Matter, Task
from services.visits.models import Urging, Visit
from timebank.certificates.models import Certificate
from timebank.subsidies.models import Run

# %(who)s did it, %(what)s is the service, %(elder)s is called as on the board.
SENTENCES: dict[str, Any] = {
    "services.order.placed": gettext_lazy("%(what)s for %(elder)s: the order is placed"),
    "services.order.claimed": gettext_lazy("%(what)s for %(elder)s: %(who)s will come"),
    "services.order.assigned": gettext_lazy("%(what)s for %(elder)s: the person who comes has been named"),
    "services.order.relieved": gettext_lazy("%(what)s for %(elder)s: whoever was named need not go"),
    "services.order.started": gettext_lazy("%(what)s for %(elder)s: %(who)s has arrived and begun"),
    "services.order.served": gettext_lazy("%(what)s for %(elder)s: %(who)s has finished. Was it done?"),
    "services.order.confirmed": gettext_lazy("%(what)s for %(elder)s: confirmed, the minutes are booked"),
    "services.order.reopened": gettext_lazy("%(what)s for %(elder)s: %(who)s cannot come, we look for someone else"),
    "services.order.missed": gettext_lazy("%(what)s for %(elder)s: nobody came, this was noted"),
    "services.order.cancelled": gettext_lazy("%(what)s for %(elder)s: cancelled"),
    "services.order.undone": gettext_lazy("%(what)s for %(elder)s: the elder heard of it and did not want it"),
    "services.order.expired": gettext_lazy("%(what)s for %(elder)s: nobody took it in time"),
    "services.order.disputed": gettext_lazy("%(what)s for %(elder)s: somebody objects, the clock stands still"),
    "services.order.confirmed_automatically": gettext_lazy(
        "%(what)s for %(elder)s: nobody objected in time, the minutes are booked"
    ),
    "services.order.call_back": gettext_lazy("%(what)s for %(elder)s: please ring and ask whether it was done"),
    "services.order.upheld": gettext_lazy("%(what)s for %(elder)s: looked into, it counts"),
    "services.order.voided": gettext_lazy("%(what)s for %(elder)s: looked into, it does not count"),
    "services.order.handover_offered": gettext_lazy(
        "%(what)s for %(elder)s: another organisation may come instead, say so if you mind"
    ),
    "services.order.handed_over": gettext_lazy("%(what)s for %(elder)s: another organisation comes now"),
    "services.order.handover_objected": gettext_lazy("%(what)s for %(elder)s: they would rather keep you"),
    **FINDING_SENTENCES,
    "services.standing.refused": gettext_lazy(
        "%(what)s for %(elder)s: a standing order could not be placed, please look"
    ),
    "services.correction.reported": gettext_lazy("%(who)s says that a record is wrong: please look"),
    "services.correction.verified": gettext_lazy("A correction was found right, a second person must agree"),
    "services.correction.corrected": gettext_lazy("Your record was put right"),
    "services.correction.refused": gettext_lazy("Your record stays as it is: read why"),
    "timebank.certificate.superseded": gettext_lazy("A certificate no longer stands: one of its records was corrected"),
    "timebank.certificate.revoked": gettext_lazy("The county has withdrawn a certificate: read why"),
    **BOOK_SENTENCES,
    "timebank.reversal.requested": gettext_lazy("%(who)s asks to take a line of a passbook back: please decide"),
    "timebank.reversal.approved": gettext_lazy("A line of a passbook was put right"),
    "timebank.reversal.refused": gettext_lazy("The line you asked to take back stays: read why"),
    "timebank.account.inherited": gettext_lazy("The passbook of %(elder)s is closed, its minutes are handed on"),
    "timebank.account.relocated": gettext_lazy("The passbook of %(elder)s has moved to another time bank"),
    "timebank.account.received": gettext_lazy("Minutes from another time bank have arrived: %(elder)s"),
    "accounts.policy.submitted": gettext_lazy("%(who)s wrote a change of the rules: please decide"),
    "accounts.policy.approved": gettext_lazy("Your change of the rules was approved"),
    "accounts.policy.rejected": gettext_lazy("Your change of the rules was turned down: read why"),
    "accounts.webhook.paused": gettext_lazy("Another program does not answer, so nothing is sent to it: %(what)s"),
    "accounts.round.opened": gettext_lazy("A survey round has begun: see whom to visit"),
    "accounts.round.extended": gettext_lazy("The survey round has more time"),
    "accounts.round.called_off": gettext_lazy("The survey round was called off"),
    "accounts.round.closed": gettext_lazy("The survey round is finished: every township is signed"),
    "accounts.round.submitted": gettext_lazy("%(who)s handed in a survey: please look and sign"),
    "accounts.round.signed": gettext_lazy("What was handed in for the survey is signed"),
    "accounts.round.back": gettext_lazy("%(who)s sent the survey back: read why"),
    "accounts.round.soon": gettext_lazy("The survey is due in a few days"),
    "accounts.round.overdue": gettext_lazy("The survey is overdue"),
    "services.list.published": gettext_lazy("A new service list: see what is different"),
    "services.visit.recorded": gettext_lazy("%(elder)s was visited by %(who)s: fine"),
    "services.visit.worried": gettext_lazy("%(elder)s was visited by %(who)s: please ring them"),
    "services.urging.opened": gettext_lazy("For %(elder)s the family was asked: %(what)s"),
    "services.urging.answered": gettext_lazy("For %(elder)s the family has answered: %(what)s"),
    "services.urging.closed": gettext_lazy("For %(elder)s it is settled: %(what)s"),
    "services.urging.overdue": gettext_lazy("For %(elder)s the family has not answered in time: %(what)s"),
    **INCIDENT_SENTENCES,
    **ORGANISATION_SENTENCES,
    **ASSOCIATION_SENTENCES,
    **OUTREACH_SENTENCES,
    **MEAL_SENTENCES,
    **SUPERVISION_SENTENCES,
    **HONOUR_SENTENCES,
    **PLACE_SENTENCES,
    **REFERRAL_SENTENCES,
    **WINDUP_SENTENCES,
    "services.publication.published": gettext_lazy("To read: %(what)s"),
    "services.publication.revised": gettext_lazy("Changed, please read it again: %(what)s"),
    "services.publication.reminded": gettext_lazy("You have not read this yet: %(what)s"),
    "timebank.run.proposed": gettext_lazy("%(who)s proposed what a month pays: please look and post it"),
    "timebank.run.posted": gettext_lazy("The month that you proposed is posted"),
    "timebank.run.returned": gettext_lazy("The month that you proposed came back: read why"),
    "accounts.mandate.given": gettext_lazy("You may now act for an elder"),
    "accounts.mandate.revoked": gettext_lazy("A mandate of yours has ended"),
    "accounts.elder.moved": gettext_lazy("%(elder)s has moved: please check the dossier"),
    "accounts.elder.moved_back": gettext_lazy("The move of %(elder)s was taken back"),
    "accounts.role.given": gettext_lazy("You have a new role here"),
}


OFFICE = (PolicyDraft, Run, Round, Report, ListEdition, Bulletin, Task, Matter, *WINDUP_SUBJECTS)


@dataclass(frozen=True)
class Line:
    """One line of the inbox."""

    title: str
    note: str
    href: str
    at: datetime
    unread: bool
    icon: str


def lines_for(notices: Iterable[Notice], *, user: Any, journey: Journey | None) -> list[Line]:
    """Put notices into words. A few queries for each kind of subject, however many notices there are."""
    notices = list(notices)
    subjects = _subjects(notices)
    people = people_of([notice.event for notice in notices])
    return [_line(notice, subjects.get(notice.event.subject_id), user, journey, people) for notice in notices]


def _subjects(notices: list[Notice]) -> dict[UUID, Any]:
    """What the notices speak of, by id: orders, corrections, certificates, drafts of rules and books."""
    wanted: dict[str, list[UUID]] = {}
    for notice in notices:
        wanted.setdefault(notice.event.subject_kind, []).append(notice.event.subject_id)
    found: list[Any] = list(with_everything(Order.objects.filter(id__in=wanted.get("order", []))))
    if "correction" in wanted:
        found += CorrectionTicket.objects.filter(id__in=wanted["correction"]).select_related("record")
    if "certificate" in wanted:
        found += Certificate.objects.filter(id__in=wanted["certificate"])
    if "elder" in wanted:
        found += Elder.objects.filter(id__in=wanted["elder"]).select_related("person__home")
    if "standing" in wanted:
        found += standing_with_everything(StandingOrder.objects.filter(id__in=wanted["standing"]))
    if "visit" in wanted:
        found += Visit.objects.filter(id__in=wanted["visit"]).select_related("elder__person")
    if "urging" in wanted:
        found += Urging.objects.filter(id__in=wanted["urging"]).select_related("elder__person", "supporter")
    if "policydraft" in wanted:
        found += PolicyDraft.objects.filter(id__in=wanted["policydraft"]).select_related("region")
    if "run" in wanted:
        found += Run.objects.filter(id__in=wanted["run"]).select_related("programme")
    if "incident" in wanted:
        found += Incident.objects.filter(id__in=wanted["incident"]).select_related("elder__person", "region")
    if "burst" in wanted:
        found += Burst.objects.filter(id__in=wanted["burst"]).select_related("region")
    if "webhook" in wanted:
        found += Webhook.objects.filter(id__in=wanted["webhook"])
    if "round" in wanted:
        found += Round.objects.filter(id__in=wanted["round"])
    if "service_list" in wanted:
        found += ListEdition.objects.filter(id__in=wanted["service_list"]).select_related("region")
    if "outreach" in wanted:
        found += Outreach.objects.filter(id__in=wanted["outreach"])
    if "organisation" in wanted:
        found += Organisation.objects.filter(id__in=wanted["organisation"])
    if "person" in wanted:
        found += Person.objects.filter(id__in=wanted["person"])
    if "report" in wanted:
        found += Report.objects.filter(id__in=wanted["report"]).select_related("round", "region")
    if "publication" in wanted:
        found += Publication.objects.filter(id__in=wanted["publication"]).select_related("region")
    if "referral" in wanted:
        found += Referral.objects.filter(id__in=wanted["referral"]).select_related("elder__person__home")
    found += [*meal_subjects(wanted), *place_subjects(wanted), *supervision_subjects(wanted), *windup_subjects(wanted)]
    found += [*association_subjects(wanted), *honour_subjects(wanted)]
    return {**{subject.id: subject for subject in found}, **book_news(notices)}


def _line(notice: Notice, subject: Any, user: Any, journey: Journey | None, people: dict[UUID, Person]) -> Line:
    event = notice.event
    facts = {"who": _who(event.by), "what": "", "elder": "", "when": ""}
    note, href, icon = "", "", "bell"
    if isinstance(subject, Order):
        facts |= {"what": _what(subject), "elder": call_name(subject.elder.person)}
        note, href, icon = moment_text(subject.starts_at), _where(subject, event, user, journey), subject.category.icon
    elif isinstance(subject, CorrectionTicket):
        note, icon = f"{subject.record.content}{_(', ')}{date_text(subject.record.served_on)}", "task"
        own = user.person_id is not None and user.person_id == subject.record.person_id
        href = _address(f"{'volunteer' if own else (journey or HELPER).name}:correction", subject.id)
    elif isinstance(subject, Certificate):
        note, href, icon = subject.number_zh, _address("volunteer:certificate", subject.id), "book"
    elif isinstance(subject, Elder):
        facts["elder"], note = call_name(subject.person), place_text(subject.person.home.name)
        if may(user, Permission.ELDER_REGISTER, region_code=subject.person.home_id):
            href = _address("territory:elder", subject.id)
    elif isinstance(subject, StandingOrder):
        facts |= {"what": subject.title, "elder": call_name(subject.elder.person)}
        note, href, icon = _refused_day(event), _address("helper:repeat", subject.id), "sync"
    elif isinstance(subject, Visit):
        facts["elder"], note, icon = call_name(subject.elder.person), moment_text(subject.happened_at), "people"
        href = _address("helper:elder", subject.elder_id)
    elif isinstance(subject, Urging):
        facts |= {"elder": call_name(subject.elder.person), "what": subject.get_about_display()}
        own = user.person_id is not None and user.person_id == subject.supporter.person_id
        href = _address("visits:answer" if own else "visits:urging", subject.id)
        note, icon = name_text(subject.supporter.name), "people"
    elif isinstance(subject, OFFICE):
        note, href, icon = _of_an_office(subject)
    elif isinstance(subject, Incident):
        facts["what"], note = incident_note(subject)
        href, icon = _address("incidents:case", subject.id), "urgent"
    elif isinstance(subject, Burst):
        facts["what"], note = str(subject.get_kind_display()), place_text(subject.region.name)
        href, icon = reverse("incidents:board"), "urgent"
    elif isinstance(subject, Webhook):
        facts["what"], href, icon = subject.title, _address("connections:hook", subject.id), "swap"
    elif isinstance(subject, Organisation | Person):
        facts |= organisation_facts(event, subject, people)
        href, icon = organisation_address(event, subject, user), "people"
    elif isinstance(subject, Publication | Referral | MealNews | PlaceNews | AssociationNews | Outreach):
        more, note, href, icon = _matter(subject)
        facts |= more
    elif isinstance(subject, HonourRound | Candidacy):
        more, note, href, icon = honour_line(subject, user)
        facts |= more
    elif isinstance(subject, BookNews):
        facts |= facts_of(subject, event, user)
        note, href = subject.note, where(subject, event, user, journey)
        icon = "p-gift" if event.name == GIVEN else "book"
    sentence = SENTENCES.get(event.name)
    title = str(sentence) % facts if sentence else _("Something changed")
    return Line(title, note, href, notice.created_at, notice.read_at is None, icon)


def _matter(
    subject: Publication | Referral | MealNews | PlaceNews | AssociationNews | Outreach,
) -> tuple[dict[str, str], str, str, str]:
    """Facts, note, address and icon of what has words of its own."""
    if isinstance(subject, Publication):
        note = place_text(subject.region.name)
        return {"what": subject.title}, note, _address("knowledge:one", subject.id), "speak"
    if isinstance(subject, Referral):
        return *referral_line(subject), _address("referrals:case", subject.id), "arrow"
    if isinstance(subject, Outreach):
        return {"what": subject.title}, *outreach_note(subject), "task"
    if isinstance(subject, AssociationNews):
        return *association_line(subject), "people"
    if isinstance(subject, MealNews):
        return *meal_line(subject), "meal"
    return *place_line(subject), "pin"


def _of_an_office(subject: Any) -> tuple[str, str, str]:
    """Note, address and icon of what offices write, decide and ask of each other: one of ``OFFICE``."""
    if isinstance(subject, Bulletin | Task | Matter):
        return supervision_line(subject)
    if isinstance(subject, WINDUP_SUBJECTS):
        return windup_line(subject)
    if isinstance(subject, Round):
        return subject.title, _address("territory:round", subject.id), "edit"
    if isinstance(subject, Report):
        note = f"{place_text(subject.region.name)}{_(', ')}{subject.round.title}"
        return note, reverse("territory:round_place", args=[subject.round_id, subject.region_id]), "edit"
    if isinstance(subject, ListEdition):
        note = f"{place_text(subject.region.name)}{_(', ')}{date_text(subject.starts_on)}"
        return note, f"{reverse('public:edition', args=[subject.number])}?region={subject.region_id}", "task"
    if isinstance(subject, Run):
        note = f"{subject.programme.name}{_(', ')}{month_text(subject.month)}"
        return note, _address("subsidies:run", subject.id), "p-gov"
    note = f"{place_text(subject.region.name)}{_(', ')}{date_text(subject.valid_from)}"
    return note, _address("territory:draft", subject.id), "edit"


def _who(user: Any) -> str:
    if user is None:
        return pgettext("who did it", "The house")
    return name_text(str(user))


def _refused_day(event: Any) -> str:
    """The day it was for, as the event says it."""
    day = event.detail.get("on")
    return date_text(date.fromisoformat(day)) if day else ""


def _what(order: Order) -> str:
    names = [line.version.name for line in order.lines.all()]
    return _(", ").join(names) or order.category.name


def _where(order: Order, event: Any, user: Any, journey: Journey | None) -> str:
    """The page of this order for this reader: the task for who serves or was asked, else the order in their journey."""
    seats = {seat.person_id for seat in order.assignments.all()}
    if user.person_id in seats or event.name == "services.order.stand_in_wanted":
        return _address("volunteer:task", order.id)
    return _address(f"{(journey or HELPER).name}:order", order.id)


def _address(name: str, key: UUID) -> str:
    try:
        return reverse(name, args=[key])
    except NoReverseMatch:
        return ""
