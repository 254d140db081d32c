"""A volunteer asks for a certificate of what they have done. It is free."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from accounts.refusals import NotAllowed, Refusal
from services.orders.queries.certified import Scope, county_of, facts_for
from timebank.certificates.actions.write_certificate import write_certificate
from timebank.certificates.models import Certificate


class NothingToCertify(Refusal):
    code = "nothing_to_certify"
    sentence = _("There is no confirmed service in that time yet.")
    status = 422


def issue_certificate(*, by: Any, at: datetime, scope: Scope) -> Certificate:
    """Issue a certificate of one's own services in the scope, or return the one that already says so.

    Raises NotAllowed for a login without a person, NothingToCertify.
    """
    if by.person_id is None:
        raise NotAllowed
    with transaction.atomic():
        # The person first: a correction that ends certificates takes the same lock before it writes its record.
        person = Person.objects.select_for_update(no_key=True, of=("self",)).select_related("home").get(id=by.person_id)
        facts = facts_for(person, scope)
        if facts is None:
            raise NothingToCertify
        return write_certificate(by=by, at=at, person=person, county=county_of(person), scope=scope.text, facts=facts)
