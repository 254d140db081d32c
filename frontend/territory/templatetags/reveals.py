"""``{% reveal_line person "ID_NUMBER" %}``: a value as it stands until somebody asks for it, and where to ask."""

from typing import Any

from django import template

from accounts.access.enums import REVEALED_WITH, Shown
from accounts.access.queries import may
from accounts.people.models import Person
from frontend.territory.reveal import masked

register = template.Library()


@register.inclusion_tag("territory/reveal_line.html", takes_context=True)
def reveal_line(context: dict[str, Any], person: Person, shown: str) -> dict[str, Any]:
    """The masked value; with a link to the form for readers who may ask there. ``shown`` is one of ``Shown``."""
    what = Shown(shown)
    value = masked(person, what)
    asks = bool(value) and may(context["request"].user, REVEALED_WITH[what], region_code=person.home_id)
    return {"person": person, "what": what, "value": value, "asks": asks}
