"""What each step of the first day is called, why it matters, and where it is done."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.founding.queries import Step


@dataclass(frozen=True)
class Words:
    """``url``: name of the page where it is done, ``more`` goes behind its address."""

    title: Any
    why: Any
    act: Any
    url: str
    more: str = ""


@dataclass(frozen=True)
class Way:
    """A step with its words; ``is_next``: this one now."""

    step: Step
    words: Words
    is_next: bool

    @property
    def href(self) -> str:
        return reverse(self.words.url) + self.words.more


WORDS = {
    "divisions": Words(
        _("Townships and villages"),
        _("Loaded from the official file. Load a newer one with import_regions."),
        _("Look at the places"),
        "territory:vacancies",
    ),
    "officials": Words(
        _("A second official"),
        _("Rules and money always take two people. Hand out a login, then make them a county official."),
        _("Hand out a login"),
        "territory:login_new",
    ),
    "rules": Words(
        _("The rules of your county"),
        _("Begin with a prepared set, change what is decided otherwise here. The second official puts it into force."),
        _("Begin with a prepared set"),
        "territory:rules",
        "#presets-title",
    ),
    "list": Words(
        _("The service list"),
        _("Look through what is offered, then publish the first edition: it hangs in every village."),
        _("Publish the list"),
        "territory:list_publish",
    ),
    "elders": Words(
        _("The elders"),
        _("Bring in the roster as the offices keep it; every doubtful line is shown before anything is written."),
        _("Bring in a roster"),
        "territory:rosters",
    ),
    "minutes": Words(
        _("The first minutes"),
        _("Passbooks begin empty. A rule gives minutes every month; or choose an elder, open the passbook, give some."),
        _("Choose an elder"),
        "territory:elders",
    ),
    "villages": Words(
        _("An assistant in every village"),
        _("They look in on elders and order for those without a helper. You can go on before all are there."),
        _("See which villages need somebody"),
        "territory:vacancies",
    ),
    "helpers": Words(
        _("The first helper"),
        _("On an elder's page, under mandates: who may order for them. Then hand that person a login."),
        _("Choose an elder"),
        "territory:elders",
    ),
    "volunteers": Words(
        _("The first volunteer"),
        _("Hand out a login and tick that they want to help."),
        _("Take in a volunteer"),
        "territory:login_new",
    ),
    "order": Words(
        _("The first confirmed order"),
        _("Somebody orders, somebody helps, the elder's side says it was done: the first minutes are in the ledger."),
        _("See the orders"),
        "territory:orders",
    ),
    "bulletin": Words(
        _("The first bulletin"),
        _("The figures of a month, written by one, passed by another, open to everybody."),
        _("Write the bulletin"),
        "supervision:bulletin_write",
    ),
}
