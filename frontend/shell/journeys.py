"""Which pages a login is led to, by the roles it holds. What it may do there is decided elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import pgettext_lazy

from accounts.access.enums import Role


@dataclass(frozen=True)
class Stop:
    """One place of the main menu: URL name, words, icon; ``covers``: addresses that belong to it, not below its own."""

    url: str
    words: Any
    icon: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Journey:
    """A set of pages made for one kind of work. ``prefix`` is where its addresses begin."""

    name: str
    prefix: str
    words: Any
    stops: tuple[Stop, ...]

    @property
    def home(self) -> str:
        return self.stops[0].url


INBOX = Stop("shell:inbox", pgettext_lazy("menu", "Messages"), "bell")
ME = Stop("shell:me", pgettext_lazy("menu", "Me"), "me")

HELPER = Journey(
    "helper",
    "/helper/",
    pgettext_lazy("journey", "Ordering for elders"),
    (
        Stop("helper:home", pgettext_lazy("menu", "Elders"), "people"),
        Stop("helper:orders", pgettext_lazy("menu", "Orders"), "task"),
        Stop("bank:book", pgettext_lazy("menu", "Passbook"), "book"),
        INBOX,
        ME,
    ),
)
VOLUNTEER = Journey(
    "volunteer",
    "/volunteer/",
    pgettext_lazy("journey", "Helping neighbours"),
    (
        Stop("volunteer:board", pgettext_lazy("menu", "Find a task"), "board"),
        Stop("volunteer:tasks", pgettext_lazy("menu", "My tasks"), "task"),
        Stop("bank:book", pgettext_lazy("menu", "Passbook"), "book"),
        INBOX,
        ME,
    ),
)
ORGANISATION = Journey(
    "organisation",
    "/organisation/",
    pgettext_lazy("journey", "Running an organisation"),
    (
        Stop("organisation:day", pgettext_lazy("menu", "Today"), "day"),
        Stop("organisation:dispatch", pgettext_lazy("menu", "Dispatch"), "swap"),
        Stop("organisation:board", pgettext_lazy("menu", "Orders"), "board"),
        Stop(
            "organisation:members",
            pgettext_lazy("menu", "People"),
            "people",
            covers=("/organisation/house/", "/associations/"),
        ),
        INBOX,
        Stop("organisation:hours", pgettext_lazy("menu", "Hours"), "clock"),
        ME,
    ),
)
TODAY = Stop("visits:day", pgettext_lazy("menu", "Today"), "day")
ORDERS = Stop("territory:orders", pgettext_lazy("menu", "Orders"), "task")
ALARMS = Stop("incidents:board", pgettext_lazy("menu", "Emergencies"), "urgent")
REGISTRY_PAGES = ("lists", "rounds", "roster", "told", "whereabouts", "exports", "assessments", "people")
ELDERS = Stop(
    "territory:elders",
    pgettext_lazy("menu", "Elders"),
    "people",
    covers=(
        *(f"/territory/{name}/" for name in REGISTRY_PAGES),
        "/visits/",
        "/referrals/",
        "/publications/",
        "/honours/",
    ),
)
FIGURES = Stop(
    "territory:figures",
    pgettext_lazy("menu", "Figures"),
    "chart",
    covers=(
        "/territory/certificates/",
        "/territory/messages/",
        "/territory/organisations/",
        "/associations/",
        "/subsidies/",
        "/windup/",
        "/status/",
    ),
)
GAUGES = Stop("supervision:board", pgettext_lazy("menu", "Supervision"), "shield")
ROLES = Stop("territory:roles", pgettext_lazy("menu", "Roles"), "key", covers=("/territory/people/", "/start/"))
RULES = Stop("territory:rules", pgettext_lazy("menu", "Rules"), "edit")
TERRITORY = Journey(
    "territory",
    "/territory/",
    pgettext_lazy("journey", "Watching over a territory"),
    (ORDERS, ELDERS, ALARMS, INBOX, FIGURES, GAUGES, ME),
)
# Villages begin their day with whom to look in on.
VILLAGE = replace(TERRITORY, stops=(TODAY, ELDERS, ORDERS, FIGURES, INBOX, GAUGES, ME))
# The county writes the rules as well. On a phone the dock shows five; one's own details are in the menu too.
COUNTY = replace(TERRITORY, stops=(ORDERS, ELDERS, ALARMS, INBOX, GAUGES, FIGURES, RULES, ME))
# Whoever gives roles and keeps the house running sees how it goes, not who the elders are.
ADMINISTRATION = Journey(
    "territory",
    "/territory/",
    pgettext_lazy("journey", "Running the house"),
    (ORDERS, FIGURES, ROLES, RULES, INBOX, ME),
)

# Who orders for others by telephone; the pages of the territory they look things up in stay open to them.
DESK = Journey(
    "desk",
    "/desk/",
    pgettext_lazy("journey", "Answering the telephone"),
    (
        Stop("desk:home", pgettext_lazy("menu", "Take a call"), "phone"),
        Stop("desk:call_backs", pgettext_lazy("menu", "Call-backs"), "clock"),
        ALARMS,
        ORDERS,
        INBOX,
        ME,
    ),
)
# Whoever checks whether the work is done sees the work, and opens nobody's dossier.
SUPERVISION = replace(TERRITORY, stops=(GAUGES, ORDERS, ALARMS, FIGURES, INBOX, ME))
# The bureau that pays sees programmes, months, statements and budgets, and nothing of the dossiers.
FINANCE = Journey(
    "finance",
    "/subsidies/",
    pgettext_lazy("journey", "Paying what is granted"),
    (
        Stop("subsidies:overview", pgettext_lazy("menu", "Programmes"), "p-gov"),
        Stop("subsidies:statements", pgettext_lazy("menu", "Settlement"), "task"),
        Stop("subsidies:budgets", pgettext_lazy("menu", "Budgets"), "book"),
        INBOX,
        ME,
    ),
)
# A department sees what is referred to it, and posts what it brings to villages; nothing else.
DEPARTMENT = Journey(
    "department",
    "/referrals/",
    pgettext_lazy("journey", "Answering what is referred"),
    (
        Stop("referrals:board", pgettext_lazy("menu", "Referrals"), "task"),
        Stop("referrals:outreach", pgettext_lazy("menu", "To the villages"), "speak"),
        Stop("supervision:inspections", pgettext_lazy("menu", "Inspections"), "shield"),
        INBOX,
        ME,
    ),
)

BY_ROLE: dict[Role, Journey] = {
    Role.PROXY: HELPER,
    Role.FAMILY: HELPER,
    Role.VOLUNTEER: VOLUNTEER,
    Role.ORGANISATION_MANAGER: ORGANISATION,
    Role.DISPATCHER: ORGANISATION,
    Role.VILLAGE_WORKER: VILLAGE,
    Role.VILLAGE_ASSISTANT: VILLAGE,
    Role.COORDINATOR: VILLAGE,
    Role.FILIAL_CARER: VILLAGE,
    Role.SUPERVISOR: SUPERVISION,
    Role.TOWNSHIP_OFFICIAL: TERRITORY,
    Role.COUNTY_OFFICIAL: COUNTY,
    Role.OPERATOR: DESK,
    Role.ADMIN: ADMINISTRATION,
    Role.FINANCE: FINANCE,
    Role.DEPARTMENT: DEPARTMENT,
}


def journeys_for(roles: Iterable[Role]) -> list[Journey]:
    """The journeys open to these roles, each once, in their order: one lands on the first after signing in."""
    found: list[Journey] = []
    for role in roles:
        if BY_ROLE[role] not in found:
            found.append(BY_ROLE[role])
    return found


def journey_at(path: str, open_to: list[Journey]) -> Journey | None:
    """The journey a page belongs to; on shared pages the one the login lands on; None when it has none."""
    for journey in open_to:
        if path.startswith(journey.prefix):
            return journey
    return open_to[0] if open_to else None
