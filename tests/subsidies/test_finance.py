"""The finance bureau sees what is paid and says what the bank paid; it opens no dossier."""

import pytest

from accounts.access.enums import Role
from accounts.refusals import NotAllowed
from tests import personas
from tests.personas import COUNTY, NOW
from tests.subsidies.ground import NOVEMBER, elder, enrol, official, old_age
from tests.subsidies.test_monthly_run import posted
from tests.subsidies.test_pages import browser
from timebank.subsidies.actions.draw_run import draw_run
from timebank.subsidies.actions.report_paid import report_paid

pytestmark = pytest.mark.django_db


def test_the_bureau_pays_and_sees_no_more_than_it_pays() -> None:
    by = official()
    programme = old_age(by)
    lin = elder()
    (enrolment,) = enrol(by, programme, lin)
    run = posted(programme)
    bureau = personas.user("财政股", Role.FINANCE, region=COUNTY)
    client = browser(bureau)
    for page in ("", f"runs/{run.id}/", f"programmes/{programme.id}/", f"programmes/{programme.id}/people/"):
        assert client.get(f"/subsidies/{page}").status_code == 200, page
    for page in ("statements/", "budgets/", f"budgets/{programme.budget_id}/"):
        assert client.get(f"/subsidies/{page}").status_code == 200, page
    assert client.post(f"/subsidies/runs/{run.id}/roster.xlsx", {"full": "1"}).status_code == 200
    for page in (
        f"/subsidies/enrolments/{enrolment.id}/",
        f"/subsidies/programmes/{programme.id}/eligible/",
        f"/subsidies/programmes/{programme.id}/people/?show=lapsed",
        f"/territory/elders/{lin.id}/",
        f"/purses/elders/{lin.id}/",
        f"/helper/elders/{lin.id}/",
    ):
        assert client.get(page).status_code in (403, 404), page
    with pytest.raises(NotAllowed):
        draw_run(by=bureau, at=NOW, programme_id=programme.id, month=NOVEMBER)
    paid = {"paid_on": NOW.date().isoformat()}
    assert client.post(f"/subsidies/runs/{run.id}/propose/", paid).status_code == 403
    assert report_paid(by=bureau, at=NOW, run_id=run.id, paid_on=NOW.date(), returned=[]) == 1
