"""Somebody says: I pay for what this elder eats."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for, is_oneself
from accounts.journal.actions.emit import emit
from accounts.refusals import Refusal
from services.meals.models import Paying


class NotYourBill(Refusal):
    code = "not_your_bill"
    sentence = _("Only whoever pays, or the elder, can end this.")
    status = 403


def set_payer(*, by: Any, at: datetime, elder_id: UUID, pays: bool) -> Paying | None:
    """From now on ``by`` pays for meals that are ordered, or no longer does; then the elder pays.

    Nobody can put it on somebody else. Raises NotFound for whoever may not order for the elder, NotYourBill when
    somebody else pays already.
    """
    with transaction.atomic():
        elder = elder_for(by, elder_id, power=Power.ORDER, on=timezone.localdate(at))
        Elder.objects.select_for_update(no_key=True).get(id=elder.id)
        row = Paying.objects.filter(elder=elder, ended_at=None).select_related("payer").first()
        own = row is not None and row.payer_id == by.person_id
        village = may(by, Permission.ORDER_FOR_ANYONE, region_code=elder.person.home_id)
        if row is not None and not own and (pays or not (is_oneself(by, elder) or village)):
            raise NotYourBill
        if pays == own:
            return row
        if row is not None:
            Paying.objects.filter(id=row.id).update(ended_at=at, ended_by=by)
        if pays and by.person_id is not None and by.person_id != elder.person_id:
            row = Paying.objects.create(
                elder=elder, payer_id=by.person_id, since_on=timezone.localdate(at), said_at=at, said_by=by
            )
        else:
            row = None
        emit(
            "services.paying.changed",
            at=at,
            by=by,
            subject_kind="elder",
            subject_id=elder.id,
            region_code=elder.person.home_id,
            detail={"pays": pays},
            deliver=False,
        )
    return row
