"""Erase what a closed dossier says. That there was one, the passbook and who looked stay."""

from collections import Counter
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access.models import Erasure
from accounts.elders.actions.erasing import empty_elsewhere, empty_words
from accounts.elders.models import (
    Assessment,
    CareAgreement,
    CareNote,
    Change,
    Elder,
    Evidence,
    Fact,
    FocusCare,
    FocusNote,
    Guardian,
    Merge,
    Pair,
    Photo,
    Removal,
    Supporter,
    TierOverride,
    VisitContact,
    Whereabouts,
)
from accounts.journal.actions.emit import emit
from accounts.kept_files import forget_file
from accounts.organisations.models import JoinRequest
from accounts.people.models import Person, User, Volunteer
from accounts.photos.actions.forget_photographs import forget_photographs
from accounts.refusals import NotFound, Refusal

LONGEST_RULE = 200


class StillThere(Refusal):
    code = "still_there"
    sentence = _("This elder is still in the registry.")


def forget_elder(*, by: Any, at: datetime, elder_id: UUID, rule: str) -> Erasure:
    """Erase facts, history, supporters, visitors, notes, picture, ID number, phone and address; a row says what.

    With them goes what other floors keep sealed about the elder: notes of calls and orders, rows of frozen rosters,
    reasons in the journal.

    Dossiers put together with this one go with it. ``rule`` is what asks for it, with its ground. Phone and address
    stay with somebody who also volunteers, signs in or supports another elder. Erased before, the first row is
    returned. Raises NotFound, StillThere.
    """
    with transaction.atomic():
        elder = Elder.objects.select_for_update(of=("self",)).select_related("person").filter(id=elder_id).first()
        if elder is None:
            raise NotFound
        if elder.left_on is None:
            raise StillThere
        done = Erasure.objects.filter(person=elder.person_id).first()
        if done is not None:
            return done
        with connection.cursor() as cursor:
            # the history lets its sealed columns be emptied
            cursor.execute("SET LOCAL timebank.housekeeping = 'erase'")
        erased: Counter[str] = Counter()
        for one in [elder, *Elder.objects.filter(merged_into=elder).select_related("person")]:
            erased.update({**_dossier(one), **_family(one), **_person(one.person)})
            erased.update({**empty_elsewhere(one), **empty_words(one)})
            erased["photographs"] += forget_photographs(by=by, at=at, about_elder=one.id)
            one.left_because, one.flags, one.tier, one.lives_alone = "", [], "", False
            one.save(update_fields=["left_because", "flags", "tier", "lives_alone"])
        Merge.objects.filter(kept=elder).update(taken=None, reason="", wrong_number="", words="")
        row = Erasure.objects.create(
            person=elder.person,
            at=at,
            by=by,
            rule=rule[:LONGEST_RULE],
            erased={name: number for name, number in erased.items() if number},
        )
        emit(
            "accounts.elder.forgotten",
            at=at,
            by=by,
            subject_kind="elder",
            subject_id=elder.id,
            region_code=elder.person.home_id,
            deliver=False,
        )
    return row


def _dossier(elder: Elder) -> dict[str, int]:
    photo = Photo.objects.filter(elder=elder).first()
    if photo is not None:
        transaction.on_commit(partial(forget_file, photo.file))
        photo.delete()
    shown = list(Evidence.objects.filter(elder=elder))
    for one in shown:
        transaction.on_commit(partial(forget_file, one.file))
        one.delete()
    return {
        "facts": Fact.objects.filter(elder=elder).update(value="", reason=""),
        "changes": Change.objects.filter(elder=elder).update(was="", became="", reason=""),
        "assessments": Assessment.objects.filter(elder=elder).update(answers="", circumstances=[]),
        "care_notes": CareNote.objects.filter(elder=elder).delete()[0],
        "focus_cares": FocusCare.objects.filter(elder=elder).update(helper="", reason="", next_step="", outcome=""),
        "focus_notes": FocusNote.objects.filter(care__elder=elder).update(text=""),
        "tier_overrides": TierOverride.objects.filter(elder=elder).update(reason=""),
        "removals": Removal.objects.filter(elder=elder).update(before=None),
        "pairs": Pair.objects.filter(Q(first=elder) | Q(second=elder)).delete()[0],
        "photo": int(photo is not None),
        "evidence": len(shown),
    }


def _family(elder: Elder) -> dict[str, int]:
    return {
        "whereabouts": Whereabouts.objects.filter(supporter__elder=elder).update(place=""),
        "supporters": Supporter.objects.filter(elder=elder).update(name="", phone="", phone_index=""),
        "guardians": Guardian.objects.filter(elder=elder).update(name="", relation="", phone=""),
        "agreements": CareAgreement.objects.filter(elder=elder).update(
            carer_name="", carer_relation="", carer_phone="", emergency_phone="", words="", revoked_because=""
        ),
        "visitors": VisitContact.objects.filter(elder=elder).update(name="", phone=""),
    }


def _person(person: Person) -> dict[str, int]:
    erased = {"id_number": int(bool(person.id_number))}
    empty: dict[str, Any] = {"id_number": "", "id_index": ""}
    if not _still_needed(person):
        erased |= {"phone": int(bool(person.phone)), "address": int(bool(person.address))}
        empty |= {"phone": "", "phone_index": "", "address": "", "latitude": None, "longitude": None}
    Person.objects.filter(pk=person.pk).update(**empty)
    erased["join_requests"] = JoinRequest.objects.filter(person=person).update(words="", answer="")
    return erased


def _still_needed(person: Person) -> bool:
    """Whether the person is somebody here besides: then others must be able to reach them."""
    return (
        User.objects.filter(person=person, is_active=True).exists()
        or Volunteer.objects.filter(person=person).exists()
        or Supporter.objects.filter(person=person, ended_on=None, elder__left_on=None).exists()
    )
