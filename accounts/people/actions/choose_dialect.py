"""Say what one speaks at home, so that one is asked where it helps."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.people.enums import Dialect
from accounts.people.models import Person
from accounts.refusals import Invalid, NotFound


class NoSuchDialect(Invalid):
    code = "no_such_dialect"
    sentence = _("Choose one of those listed.")


def choose_dialect(*, by: Any, dialect: str) -> Person:
    """Set one's own dialect; empty: not said. Raises NotFound for a login without a person, NoSuchDialect."""
    if dialect and dialect not in Dialect.values:
        raise NoSuchDialect(field="dialect")
    person: Person | None = by.person
    if person is None:
        raise NotFound
    person.dialect = dialect
    person.save(update_fields=["dialect"])
    return person
