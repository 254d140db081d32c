"""Plan for old age: a pace, an age, and what that would come to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from accounts.people.models import Person
from accounts.policies.queries import rulebook
from accounts.policies.rules import BALANCE_CEILING, BALANCE_EXCESS, SPEND_AGE
from frontend.bank.books import for_holders, person_of
from frontend.bank.plan import Plan, how_many, months_until, project
from frontend.shell.wording import minutes_column
from services.catalogue.queries import menu
from services.orders.queries.quote import quote
from timebank.ledger.queries import account_of, earned_between

PACE_DAYS = 182
PACE_MONTHS = 6
USUAL_AGE = 60  # where the policy names none
FURTHER_YEARS = 10  # for who is that old already, or has no birthday with us
OLDEST = 110
MOST_HOURS = 300
FIRST = ("lunch", "cleaning", "escort", "bath", "haircut")  # what people ask about; the rest of the list follows
SERVICES = 5
WIDE, HIGH, FLOOR = 344, 110, 140


class PaceForm(forms.Form):
    """Hours a month, and until which age."""

    hours = forms.IntegerField(
        label=gettext_lazy("Hours a month"),
        min_value=0,
        max_value=MOST_HOURS,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    age = forms.IntegerField(label=gettext_lazy("Until the age of"), widget=forms.NumberInput({"inputmode": "numeric"}))

    def __init__(self, data: Any, *, initial: dict[str, int], youngest: int) -> None:
        super().__init__(data, initial=initial)
        self.fields["age"] = forms.IntegerField(
            label=self.fields["age"].label,
            min_value=youngest,
            max_value=OLDEST,
            initial=initial["age"],
            widget=forms.NumberInput({"inputmode": "numeric"}),
        )


@dataclass(frozen=True)
class Bar:
    """One year of the drawing."""

    left: int
    width: int
    top: int
    height: int
    name: str
    figure: str
    minutes: int
    full: bool

    @property
    def middle(self) -> int:
        return self.left + self.width // 2


@for_holders
@require_safe
def show_plan(request: HttpRequest) -> HttpResponse:
    """``hours`` a month until ``age``; without them, the pace of the last half year until the age of spending."""
    person = person_of(request)
    now = timezone.now()
    today = timezone.localdate(now)
    rules = rulebook(region_code=person.home_id, on=today)
    pace = _pace(person, now)
    age = person.age_on(today)
    target = _target(age, rules[SPEND_AGE].value)
    initial = {"hours": round(pace / 60), "age": target}
    asked = {"hours", "age"} & request.GET.keys()
    form = PaceForm({**initial, **request.GET.dict()} if asked else None, initial=initial, youngest=(age or 0) + 1)
    wanted = form.cleaned_data if asked and form.is_valid() else initial
    as_it_goes = not asked
    monthly = pace if as_it_goes else wanted["hours"] * 60
    account = account_of(person.id)
    plan = project(
        balance=account.balance if account else 0,
        monthly=monthly,
        stops=_stops(person, wanted["age"], today),
        ceiling=rules[BALANCE_CEILING].value,
    )
    context = {
        "person": person,
        "form": form,
        "plan": plan,
        "pace": pace,
        "as_it_goes": as_it_goes,
        "age": wanted["age"],
        "age_now": age,
        "bars": bars(plan),
        "ceiling_top": FLOOR - _height(plan, plan.ceiling) if plan.ceiling and plan.over else None,
        "excess": rules[BALANCE_EXCESS].value,
        "spend_age": rules[SPEND_AGE].value,
        "buys": how_many(plan.minutes, _prices(person, today)),
        "citation": rules[BALANCE_CEILING].citation,
    }
    return render(request, "bank/plan.html", context, status=422 if asked and not form.is_valid() else 200)


def _pace(person: Person, now: datetime) -> int:
    """Minutes earned by service in a month, on the average of the last half year."""
    return earned_between(person.id, now - timedelta(days=PACE_DAYS), now) // PACE_MONTHS


def _target(age: int | None, spend_age: int | None) -> int:
    wanted = spend_age or USUAL_AGE
    return wanted if age is None or age < wanted else min(age + FURTHER_YEARS, OLDEST)


def _stops(person: Person, until: int, today: date) -> list[tuple[int, int]]:
    """Each birthday until that age with the months to go; whole years when we know of no birthday."""
    if person.birth_on is None:
        return [(year, 12 * year) for year in range(1, FURTHER_YEARS + 1)]
    birth_on, age = person.birth_on, person.age_on(today) or 0
    return [(year, months_until(birth_on, year, today)) for year in range(age + 1, until + 1)]


def _prices(person: Person, today: date) -> list[tuple[str, int]]:
    """What some services cost at home today, in minutes: those people ask about, then as the list goes."""
    versions = list(menu(region_code=person.home_id, on=today))
    place = {code: rank for rank, code in enumerate(FIRST)}
    versions.sort(key=lambda version: place.get(version.item.code, len(FIRST)))
    prices = [(version.name, quote([(version, 1)]).minutes) for version in versions]
    return [(name, minutes) for name, minutes in prices if minutes][:SERVICES]


def bars(plan: Plan) -> list[Bar]:
    """The drawing's columns, from today to the end."""
    pitch = WIDE // max(1, len(plan.points))
    width = min(56, pitch - 2)
    return [
        Bar(
            left=number * pitch + (pitch - width) // 2,
            width=width,
            top=FLOOR - _height(plan, point.minutes),
            height=_height(plan, point.minutes),
            name=pgettext("plan", "now") if point.label is None else str(point.label),
            figure=minutes_column(point.minutes) if point.minutes < 6000 else f"{point.minutes // 60:,}",
            minutes=point.minutes,
            full=point.full,
        )
        for number, point in enumerate(plan.points)
    ]


def _height(plan: Plan, minutes: int) -> int:
    most = max(1, *(point.minutes for point in plan.points), plan.ceiling or 0 if plan.over else 0)
    return round(max(0, minutes) * HIGH / most)
