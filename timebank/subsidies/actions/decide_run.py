"""A second person looks at a proposed month: it is posted, or goes back."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, Refusal
from timebank.subsidies.actions.events import tell
from timebank.subsidies.actions.posting import post_run
from timebank.subsidies.actions.propose_run import lock_run
from timebank.subsidies.enums import RunStatus
from timebank.subsidies.lifecycle import RunChanged, advance_run
from timebank.subsidies.models import Programme, Run


class OwnProposal(Refusal):
    code = "own_proposal"
    sentence = _("Whoever proposed a payment does not approve it. Somebody else must.")
    status = 403


class WordsMissing(Invalid):
    code = "return_words_missing"
    sentence = _("Say what is to be put right.")


def decide_run(*, by: Any, at: datetime, run_id: UUID, approve: bool, words: str = "") -> Run:
    """Post a proposed month as one batch, all or none, or send it back with a word.

    Approved a second time it is given back as it stands: nothing is posted twice. Raises NotAllowed, NotFound,
    OwnProposal, RunChanged, WordsMissing, NotEnough when the budget does not cover it.
    """
    demand(by, Permission.SUBSIDY_DECIDE)
    with transaction.atomic():
        Programme.objects.select_for_update(no_key=True).filter(runs=run_id).first()
        run = lock_run(run_id)
        demand(by, Permission.SUBSIDY_DECIDE, region_code=run.programme.region_id)
        if run.status == RunStatus.POSTED and approve:
            return run
        if run.status != RunStatus.PROPOSED:
            raise RunChanged(status=run.get_status_display())
        if run.proposed_by_id == by.id:
            raise OwnProposal
        if not approve:
            if not words.strip():
                raise WordsMissing(field="words")
            advance_run(run, "return", words=words.strip()[:200])
            tell("run.returned", at=at, by=by, subject_id=run.id, region_code=run.programme.region_id)
            return run
        post_run(run, by=by, at=at)
        advance_run(run, "post", decided_at=at, decided_by=by, words=words.strip()[:200])
        tell(
            "run.posted",
            at=at,
            by=by,
            subject_id=run.id,
            region_code=run.programme.region_id,
            people=run.people,
            fen=run.fen,
        )
    return run
