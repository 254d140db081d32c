"""What is spoken at home: the village writes it down for the elder, everybody says it of themselves."""

import pytest

from accounts.access.enums import Role
from accounts.elders.actions.change_person import change_person
from accounts.elders.models import Change
from accounts.people.actions.choose_dialect import NoSuchDialect, choose_dialect
from accounts.people.enums import Dialect
from tests import personas
from tests.personas import NOW, VILLAGE
from tests.volunteer.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_the_village_writes_it_down_with_its_history():
    lin = personas.elder()
    clerk = personas.user("文书", Role.COORDINATOR, region=VILLAGE)
    change_person(by=clerk, at=NOW, elder=lin, dialect=Dialect.QIANLU)
    assert (lin.person.dialect, Change.objects.get(field="dialect").became) == ("QIANLU", "QIANLU")
    with pytest.raises(NoSuchDialect):
        change_person(by=clerk, at=NOW, elder=lin, dialect="KLINGON")


def test_everybody_says_it_of_themselves():
    guo = personas.volunteer()
    assert signed_in(guo).post("/me/dialect/", {"dialect": "MINNAN"}).status_code == 303
    guo.person.refresh_from_db()
    assert guo.person.dialect == "MINNAN"
    with pytest.raises(NoSuchDialect):
        choose_dialect(by=guo, dialect="KLINGON")
