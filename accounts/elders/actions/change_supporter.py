"""Correct what is known of a supporter, end the duty, or make the links sent before open nothing."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.checking import checked_person
from accounts.elders.actions.keeping import keep_figures, lock_elder, not_after, tell, write_change
from accounts.elders.models import Elder, Supporter
from accounts.people.enums import Relation
from accounts.refusals import Invalid, NotFound, Refusal

MAY_CHANGE = frozenset({"name", "relation", "phone", "able", "ended_on", "link_version"})


class SupporterEnded(Refusal):
    code = "supporter_ended"
    sentence = _("This person is no longer among the supporters.")


def change_supporter(
    *, by: Any, at: datetime, supporter: Supporter, reason: str = "", new_link: bool = False, **changes: Any
) -> Supporter:
    """Change ``name``, ``relation``, ``phone``, ``able`` or set ``ended_on``; ``new_link`` voids the links sent before.

    Another phone voids them too: they went to the old one. Raises NotAllowed, NotFound, ElderLeft, SupporterEnded,
    NotYet and the refusals of ``person_values``. ``by`` None is the house itself.
    """
    if not changes.keys() <= MAY_CHANGE - {"link_version"}:
        raise Invalid(field=next(iter(changes.keys() - MAY_CHANGE)))
    texts = checked_person({name: changes[name] for name in ("name", "phone") if name in changes})
    wanted = {**changes, **texts}
    if "relation" in wanted and wanted["relation"] not in Relation.values:
        raise Invalid(field="relation")
    with transaction.atomic():
        elder, locked = lock_supporter(by=by, supporter_id=supporter.id)
        ended_on: date | None = wanted.get("ended_on")
        if ended_on is not None:
            not_after(ended_on, at, name="ended_on")
        changed = {name: now for name, now in wanted.items() if getattr(locked, name) != now}
        for name, now in changed.items():
            write_change(
                by=by,
                at=at,
                elder=elder,
                about="SUPPORTER",
                about_id=locked.id,
                field="ended" if name == "ended_on" else name,
                was=locked.name if name == "ended_on" else getattr(locked, name),
                became=now,
                reason=reason,
            )
            setattr(locked, name, now)
        if new_link or changed.keys() & {"phone", "ended_on"}:
            locked.link_version += 1
        locked.save()
        keep_figures(elder, at)
        if changed or new_link:
            tell(
                "elder.supporter_changed",
                by=by,
                at=at,
                elder=elder,
                supporter=str(locked.id),
                fields=sorted(changed),
                new_link=new_link,
            )
    return locked


def lock_supporter(*, by: Any, supporter_id: UUID) -> tuple[Elder, Supporter]:
    """Lock the elder, then the supporter. Raises what ``lock_elder`` raises, and SupporterEnded."""
    elder_id = Supporter.objects.filter(id=supporter_id).values_list("elder_id", flat=True).first()
    if elder_id is None:
        raise NotFound
    elder = lock_elder(by=by, elder_id=elder_id)
    supporter = Supporter.objects.select_for_update().get(id=supporter_id)
    if supporter.ended_on is not None:
        raise SupporterEnded
    return elder, supporter
