"""What keeps a county or an organisation open, in words, with the page where it is settled."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.windup.queries.county import Left


@dataclass(frozen=True)
class Words:
    """``url``: name of the page where it is settled; nothing where it ends by itself."""

    title: Any
    how: Any
    url: str = ""


@dataclass(frozen=True)
class Line:
    """One kind of open thing with its words."""

    left: Left
    words: Words

    @property
    def href(self) -> str:
        return reverse(self.words.url) if self.words.url else ""


ORGANISATION = {
    "seats": Words(
        _("Orders taken and not confirmed"),
        _("Serve them, give them back, or hand them over to another organisation."),
        "organisation:handovers",
    ),
    "handovers": Words(
        _("Hand-overs without an answer"), _("Wait for the other side, or take them back."), "organisation:handovers"
    ),
    "hours": Words(_("Hours that were asked about"), _("Approve them or correct them."), "organisation:hours"),
    "activities": Words(_("Announced activities"), _("Hold them or call them off."), "activities:run"),
    "places": Words(_("Places it runs"), _("The township writes down who runs them next.")),
    "contracts": Words(_("Contracts still running"), _("Whoever bought ends the contract on its last day.")),
    "unbilled": Words(_("Confirmed work on no statement yet"), _("The next month's statement takes it up.")),
    "statements": Words(_("Statements not paid yet"), _("The bureau pays, and writes it down.")),
    "bills": Words(_("Meal bills not paid yet"), _("Write down what came in, or settle it with who pays.")),
    "held": Words(_("Something set aside in its books"), _("It is settled or given back with its order.")),
}
COUNTY = {
    "orders": Words(_("Orders not finished"), _("They are served and confirmed, or called off."), "territory:orders"),
    "standing": Words(_("Standing orders"), _("End them with the elder, or the other house takes them on.")),
    "meals": Words(_("Meals ordered"), _("They are eaten or called off within days.")),
    "contests": Words(_("Objections to what was booked"), _("Decide them.")),
    "reversals": Words(_("Corrections of postings nobody decided"), _("Decide them."), "office:desk"),
    "incidents": Words(_("Emergencies not closed"), _("See them through to the end."), "incidents:board"),
    "runs": Words(_("Months of a programme that wait"), _("Post them or drop them."), "subsidies:overview"),
    "held": Words(_("Books with something set aside"), _("It is settled or given back with its order.")),
}


def lines_of(left: list[Left], words: dict[str, Words]) -> list[Line]:
    """Those that are not done, in their order."""
    return [Line(one, words[one.code]) for one in left if one.count]
