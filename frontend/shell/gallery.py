"""The gallery: every part with its states on one page, for those who build pages and those who check them.

Names and figures here are examples and say so; nothing is read from the database.
"""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from frontend.shell import states
from frontend.shell.templatetags.tb import SERVICE_ICONS

COLOURS = (
    "tea", "cover", "leaf", "bud", "amber", "amber-ink", "blue", "seal", "red", "ink", "ink-2", "ink-3",
    "rule", "mist", "sunk",
)  # fmt: skip
FACES = ("f-good", "f-fair", "f-poor")
PURSES = ("p-own", "p-gift", "p-pool", "p-gov", "p-cash")
SIGNS = (
    "board",
    "task",
    "book",
    "me",
    "people",
    "home",
    "search",
    "filter",
    "pin",
    "clock",
    "day",
    "check",
    "x",
    "plus",
    "minus",
    "next",
    "down",
    "back",
    "arrow",
    "phone",
    "speak",
    "mic",
    "scan",
    "keypad",
    "nosignal",
    "wait",
    "sync",
    "warn",
    "info",
    "lock",
    "eye",
    "print",
    "walk",
    "peg",
    "swap",
    "more",
    "edit",
    "camera",
    "shield",
    "bell",
    "type",
    "globe",
    "menu",
    "leave",
    "chart",
    "star",
    "key",
    "list",
)


class ExampleForm(forms.Form):
    """Each kind of input once, two of them wrong."""

    code = forms.RegexField(
        regex=r"^\d{4}$",
        label=gettext_lazy("Today's four digits"),
        error_messages={"invalid": gettext_lazy("Two digits are missing, ask her once more")},
    )
    day = forms.ChoiceField(label=gettext_lazy("Which day"), choices=())
    note = forms.CharField(
        label=gettext_lazy("Anything to know"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For example: soft rice, nothing hot"),
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("Did grandfather agree?"),
        choices=(
            ("IN_PERSON", gettext_lazy("In person")),
            ("PHONE", gettext_lazy("By telephone")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how he agreed")},
    )
    again = forms.BooleanField(label=gettext_lazy("The same every week"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["day"]
        assert isinstance(day, forms.ChoiceField)
        day.choices = [("1", _("Tomorrow"))]


def _tasks() -> list[dict[str, Any]]:
    return [
        {
            "icon": "meal", "title": _("Bring lunch"), "href": "#", "who": _("Grandpa Chi, 81"),
            "place": _("Jizhong village, 12 min on foot"), "when": _("11:40, about 40 min"), "minutes": 40,
        },
        {
            "icon": "escort", "title": _("Go along to the doctor"), "href": "#", "who": _("Granny Lian, 79"),
            "place": _("Township clinic, 2.4 km"), "when": _("13:30, about 3 h"), "minutes": 180,
            "seats": _("1 place open"),
        },
        {
            "icon": "bath", "title": _("Help with a bath"), "href": "#", "who": _("Grandpa Fan, 84"),
            "place": _("Jizhong village, 6 min on foot"), "when": _("16:00, about 60 min"), "minutes": 72,
            "reason": _("This one asks for a man"),
        },
    ]  # fmt: skip


def _timeline(now: datetime) -> list[dict[str, Any]]:
    return [
        {"at": now - timedelta(hours=3), "icon": "s-open", "text": _("Lin Xiaoyan placed the order")},
        {"at": now - timedelta(hours=2), "icon": "s-claimed", "text": _("Tu Xiuzhen took it")},
        {"when": "11:30", "icon": "s-inservice", "text": _("Check in, the time starts"), "mood": "next"},
    ]


def show_gallery(request: HttpRequest) -> HttpResponse:
    """Everything in ``templates/tb`` and every tag of ``templatetags/tb.py``."""
    now = timezone.now()
    return render(
        request,
        "shell/gallery.html",
        {
            "colours": COLOURS,
            "order_states": list(states.ORDER),
            "assignment_states": list(states.ASSIGNMENT),
            "service_icons": sorted(SERVICE_ICONS),
            "signs": SIGNS,
            "purses": PURSES,
            "faces": FACES,
            "now": now,
            "tomorrow": now + timedelta(days=1),
            "later": now + timedelta(days=9),
            "tasks": _tasks(),
            "timeline": _timeline(now),
            "form": ExampleForm({"code": "40", "day": "1"}),
            "steps": [pgettext("gallery", "What"), pgettext("gallery", "When"), pgettext("gallery", "Paid from")],
            "facts": [
                {"name": _("Phone"), "value": "138 0000 0000"},
                {"name": _("Lives in"), "value": _("none given"), "missing": True},
            ],
            "months": [_("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov")],
            "minutes": [305, 380, 290, 520, 615, 476],
            "towns": [_("Junxi town"), _("Shipai town"), _("Jiyang township")],
            "orders": [37, 12, 4],
        },
    )
