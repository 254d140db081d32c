"""Keep answers to questions of an ability assessment."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.keeping import lock_elder
from accounts.elders.models import Assessment
from accounts.elders.rules.ability import Circumstance, form
from accounts.refusals import Invalid, Refusal


class NotAnAnswer(Invalid):
    code = "not_an_answer"
    sentence = _("Choose from the answers offered.")


class AssessmentFinished(Refusal):
    code = "assessment_finished"
    sentence = _("This assessment is finished. Begin a new one.")


def answer_assessment(
    *,
    by: Any,
    at: datetime,
    assessment: Assessment,
    answers: Mapping[str, int],
    circumstances: Collection[Circumstance] | None = None,
) -> Assessment:
    """Keep answers (item code → points) beside those given before; None leaves the circumstances as they are.

    Raises NotAnAnswer with the item as ``field``, AssessmentFinished, NotAllowed, NotFound.
    """
    with transaction.atomic():
        open_one = lock_open(by, assessment)
        items = form(open_one.form).items
        for code, points in answers.items():
            if code not in items or isinstance(points, bool) or points not in items[code].options:
                raise NotAnAnswer(field=code)
        open_one.answers = json.dumps({**json.loads(open_one.answers), **answers}, sort_keys=True)
        if circumstances is not None:
            open_one.circumstances = [one for one in Circumstance if one in circumstances]
        open_one.save(update_fields=["answers", "circumstances"])
    return open_one


def lock_open(by: Any, assessment: Assessment) -> Assessment:
    """Lock the elder, then the assessment, which must still be open."""
    elder = lock_elder(by=by, elder_id=assessment.elder_id)
    found = Assessment.objects.select_for_update().get(id=assessment.id)
    if found.finished_at is not None:
        raise AssessmentFinished
    found.elder = elder
    return found
