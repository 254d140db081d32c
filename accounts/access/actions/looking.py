"""How often somebody may look: every number that was asked for counts, whoever's it is."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.access.models import Reveal
from accounts.people.models import User
from accounts.refusals import Refusal

HOUR = timedelta(hours=1)


class LookedTooOften(Refusal):
    code = "looked_too_often"
    sentence = _("You have looked at %(number)d numbers within an hour. Wait a while, or ask the county for a list.")
    status = 429


def count_looks(*, by: Any, at: datetime) -> None:
    """Raise LookedTooOften when ``by`` has had ``settings.REVEALS_PER_HOUR``, counted in the journal itself.

    Needs the transaction that writes the next look: a hundred at once are counted one after another.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if Reveal.objects.filter(by=by, at__gt=at - HOUR).exclude(shown="").count() >= settings.REVEALS_PER_HOUR:
        raise LookedTooOften(number=settings.REVEALS_PER_HOUR)
