"""Who runs a place by which agreement, and what happens when one ends."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.refusals import NotFound
from services.places.actions.change_place import change_place
from services.places.actions.end_terms import end_terms
from services.places.actions.keeping import PlaceSheet, TermsSayWho
from services.places.actions.set_terms import BadTerms, TermsOverlap, set_terms
from services.places.actions.turn_terms import turn_terms
from services.places.enums import Basis
from services.places.models import Place, Terms
from services.places.queries.terms import terms_ending
from tests import personas
from tests.personas import NOW
from tests.places.test_places import TODAY, clerk, entered

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def agreed(place: Place, by: Any = None, **more: Any) -> Terms:
    asked = {"basis": Basis.OWN, "first_on": TODAY, "words": "村里自己办", "by": by, "at": NOW, "place_id": place.id}
    return set_terms(**{**asked, **more})


def test_the_operator_follows_the_terms_of_the_day() -> None:
    house, place = personas.organisation(personas.user("经理")), entered()
    entrusted = {"basis": Basis.ENTRUSTED, "operator_id": house.id, "words": "委托经营三年"}
    agreed(place, first_on=TODAY - 30 * DAY)
    assert Place.objects.get(id=place.id).operator is None
    agreed(place, first_on=TODAY + 10 * DAY, last_on=TODAY + 20 * DAY, **entrusted)
    assert Terms.objects.get(basis="OWN").last_on == TODAY + 9 * DAY  # the open one ends the day before
    assert turn_terms(at=NOW) == 0
    assert turn_terms(at=NOW + 10 * DAY) == 1
    assert Place.objects.get(id=place.id).operator_id == house.id
    assert turn_terms(at=NOW + 10 * DAY) == 0
    assert turn_terms(at=NOW + 21 * DAY) == 1
    assert Place.objects.get(id=place.id).operator is None
    with pytest.raises(TermsSayWho):
        sheet = PlaceSheet(name="老饭桌", address="村部", operator_id=house.id)
        change_place(by=None, at=NOW, place_id=place.id, sheet=sheet)


def test_terms_are_whole_and_one_a_day() -> None:
    place = entered()
    standing = agreed(place, last_on=TODAY + 5 * DAY)
    with pytest.raises(TermsOverlap):
        agreed(place, first_on=TODAY + 5 * DAY)
    assert agreed(place, first_on=TODAY + 6 * DAY).last_on is None
    for wrong in ({"words": " "}, {"basis": "GIFT"}, {"basis": Basis.DONATED}, {"last_on": TODAY - DAY}):
        with pytest.raises(BadTerms):
            agreed(place, first_on=TODAY + 60 * DAY if "last_on" not in wrong else TODAY, **wrong)
    with pytest.raises(NotFound):
        agreed(place, by=clerk("350425101"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Terms.objects.filter(id=standing.id).update(days=DateRange(TODAY, None))


def test_end_terms_before_their_time_or_before_they_begin() -> None:
    place, official = entered(), clerk()
    running, coming = agreed(place, last_on=TODAY + 5 * DAY), agreed(place, first_on=TODAY + 6 * DAY)
    asked: dict[str, Any] = {"by": official, "at": NOW, "reason": "人不够"}
    with pytest.raises(BadTerms):
        end_terms(terms_id=running.id, last_on=TODAY + 9 * DAY, **asked)
    ended = end_terms(terms_id=running.id, last_on=TODAY, **asked)
    assert ended is not None
    assert (ended.last_on, ended.ended_because) == (TODAY, "人不够")
    assert end_terms(terms_id=coming.id, last_on=TODAY, **asked) is None
    assert Terms.objects.count() == 1


def test_terms_that_end_soon_are_listed_unless_others_follow() -> None:
    soon, followed, later = entered("甲"), entered("乙"), entered("丙")
    listed = agreed(soon, last_on=TODAY + 59 * DAY)
    agreed(followed, last_on=TODAY + 59 * DAY)
    agreed(followed, first_on=TODAY + 60 * DAY)
    agreed(later, last_on=date(2027, 6, 1))
    assert terms_ending(Place.objects.all(), on=TODAY) == [listed]
    assert terms_ending(Place.objects.all(), on=TODAY - DAY) == []
