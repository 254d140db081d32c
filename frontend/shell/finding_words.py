"""What the inbox, a locked screen and the course of an order say of finding somebody, of missing and of objecting."""

from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

FINDING_SENTENCES: dict[str, Any] = {
    "services.order.offered": gettext_lazy("%(what)s for %(elder)s: could you come? A place is kept for you"),
    "services.order.unanswered": gettext_lazy("%(what)s for %(elder)s: the time to answer is over, no harm done"),
    "services.order.stand_in_wanted": gettext_lazy("%(what)s for %(elder)s: somebody dropped out, could you step in?"),
    "services.order.ring_round": gettext_lazy("%(what)s for %(elder)s: a place came free, please ring round"),
    "services.order.wanted_now": gettext_lazy("%(what)s for %(elder)s: somebody dropped out late, please ring at once"),
    "services.order.tomorrow": gettext_lazy("%(what)s for %(elder)s: it is tomorrow"),
    "services.order.soon": gettext_lazy("%(what)s for %(elder)s: it begins soon"),
    "services.order.missed_answered": gettext_lazy("%(what)s for %(elder)s: %(who)s says they were there, please look"),
    "services.order.missed_struck": gettext_lazy("%(what)s for %(elder)s: that nobody came no longer counts"),
    "services.order.evidence_added": gettext_lazy("%(what)s for %(elder)s: %(who)s added to the dispute"),
    "services.order.contested": gettext_lazy("%(what)s for %(elder)s: somebody objects to what was booked"),
    "services.order.contest_to_agree": gettext_lazy(
        "%(what)s for %(elder)s: minutes are to be taken back, a second person must agree"
    ),
    "services.order.contest_kept": gettext_lazy("%(what)s for %(elder)s: looked into, what was booked stays"),
    "services.order.contest_returned": gettext_lazy("%(what)s for %(elder)s: looked into, the minutes went back"),
}

FINDING_SHORT: dict[str, Any] = {
    "services.order.offered": gettext_lazy("%(elder)s: could you come? Please answer"),
    "services.order.stand_in_wanted": gettext_lazy("%(elder)s: somebody dropped out, could you step in?"),
    "services.order.ring_round": gettext_lazy("%(elder)s: a place came free, please ring round"),
    "services.order.wanted_now": gettext_lazy("%(elder)s: somebody dropped out late, please ring at once"),
    "services.order.tomorrow": gettext_lazy("%(elder)s: it is tomorrow"),
    "services.order.soon": gettext_lazy("%(elder)s: it begins soon"),
    "services.order.contested": gettext_lazy("%(elder)s: somebody objects, please look"),
}

# After ``services.order.``: sign, mood, words, as in ``course``.
FINDING_HAPPENED: dict[str, tuple[str, str, Any]] = {
    "offered": ("wait", "", pgettext_lazy("course of an order", "%(whom)s was asked, the place is kept for them")),
    "declined": ("s-open", "", pgettext_lazy("course of an order", "%(whom)s cannot come")),
    "unanswered": ("s-open", "", pgettext_lazy("course of an order", "%(whom)s did not answer in time")),
    "lined": ("people", "", pgettext_lazy("course of an order", "%(who)s waits for a place")),
    "unlined": ("people", "", pgettext_lazy("course of an order", "%(who)s waits no longer")),
    "stand_in_wanted": (
        "bell",
        "",
        pgettext_lazy("course of an order", "Those who fit best were asked to step in: %(called)s"),
    ),
    "ring_round": ("phone", "", pgettext_lazy("course of an order", "The village was told to ring round")),
    "wanted_now": ("phone", "bad", pgettext_lazy("course of an order", "Late: the village was told to ring at once")),
    "tomorrow": ("bell", "", pgettext_lazy("course of an order", "Both sides were reminded on the evening before")),
    "soon": ("bell", "", pgettext_lazy("course of an order", "Whoever comes was reminded once more")),
    "left_said": ("clock", "", pgettext_lazy("course of an order", "%(whom)s forgot to check out and says: %(time)s")),
    "missed_answered": ("edit", "", pgettext_lazy("course of an order", "%(who)s answered to it")),
    "missed_struck": (
        "s-confirmed",
        "",
        pgettext_lazy("course of an order", "%(who)s struck it: that %(whom)s did not come no longer counts"),
    ),
    "evidence_added": ("edit", "", pgettext_lazy("course of an order", "%(who)s added to the dispute")),
    "contested": ("s-disputed", "bad", pgettext_lazy("course of an order", "%(who)s objected to what was booked")),
    "contest_to_agree": (
        "wait",
        "",
        pgettext_lazy("course of an order", "%(who)s found it right; a second person must agree"),
    ),
    "contest_kept": ("s-confirmed", "", pgettext_lazy("course of an order", "%(who)s decided: what was booked stays")),
    "contest_returned": (
        "s-voided",
        "bad",
        pgettext_lazy("course of an order", "%(who)s agreed: the minutes went back"),
    ),
}
