"""Finish an ability assessment: its score and grade."""

import json
from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.answer_assessment import lock_open
from accounts.elders.actions.judge_elders import judge_elder
from accounts.elders.actions.keeping import tell
from accounts.elders.models import Assessment
from accounts.elders.rules.ability import Circumstance, form, missing, result
from accounts.refusals import Refusal


class AnswersMissing(Refusal):
    code = "answers_missing"
    sentence = _("Some questions have no answer yet.")


def finish_assessment(*, by: Any, at: datetime, assessment: Assessment) -> Assessment:
    """Score it; it changes no more, and is due again after the months its form names.

    The elder's risk is judged anew. Raises AnswersMissing, AssessmentFinished, NotAllowed, NotFound.
    """
    with transaction.atomic():
        open_one = lock_open(by, assessment)
        sheet = form(open_one.form)
        answers = json.loads(open_one.answers)
        if missing(sheet, answers):
            raise AnswersMissing
        found = result(sheet, answers, frozenset(Circumstance(one) for one in open_one.circumstances))
        open_one.score, open_one.grade_by_score, open_one.grade = found.score, found.by_score, found.grade
        open_one.finished_at, open_one.finished_by = at, by
        open_one.due_on = timezone.localdate(at) + relativedelta(months=sheet.months)
        open_one.save()
        tell("elder.assessed", by=by, at=at, elder=open_one.elder, assessment=str(open_one.id))
        judge_elder(at=at, elder=open_one.elder)
    return open_one
