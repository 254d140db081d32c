"""The county's money over the API: programmes, contract, the month's run, what organisations are owed."""

from datetime import date
from typing import Any

from tests.month.people import Place
from tests.personas import COUNTY

PAPER = "田政办〔2020〕41号"
PRICES = {"bath": 3_600, "cleaner": 2_800}  # by the contract, less than the list says


def agree(at: Place) -> None:
    """Two programmes with money, everybody entitled enrolled, one contract."""
    alone = {"kind": "CATEGORY", "values": ["ALONE"]}
    old = {"kind": "AGE", "age_from": 80}
    for code, kind, rule, tiers in (
        ("purchased", "IN_KIND", alone, [{"fen": 8_000}]),
        ("old-age", "CASH_ALLOWANCE", old, [{"fen": 5_000, "age_from": 80, "age_below": 90}]),
    ):
        sheet = {"region": COUNTY, "code": code, "kind": kind, "name_zh": code}
        made = at.county.post("subsidies/programmes/", sheet, must=True)
        edition = {"valid_from": "2026-01-01", "citation": PAPER, "rules": [rule], "tiers": tiers}
        at.county.post(f"subsidies/programmes/{made['id']}/editions/", edition, must=True)
        money = {"fen": 1_000_000, "source": "TREASURY", "happened_on": "2026-01-05", "words": "年初预算"}
        at.county.post(f"subsidies/budgets/{made['budget']}/in/", money, must=True)
        entitled = at.county.get(f"subsidies/programmes/{made['id']}/eligible/")
        rows = [{"elder": one["elder"], "bank": "农商银行", "bank_account": "6221000000000"} for one in entitled]
        body = {"starts_on": "2026-11-01", "elders": rows}
        done = at.county.post(f"subsidies/programmes/{made['id']}/enrolments/", body, must=True)
        assert len(done["enrolled"]) == len(rows) > 0, done
        at.programmes[code] = made["id"]
    contract = {
        "region": COUNTY,
        "number": "2026-11",
        "title": "居家服务",
        "citation": PAPER,
        "signed_on": "2026-01-01",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "prices": [{"item": item, "price_fen": fen} for item, fen in PRICES.items()],
    }
    at.county.post(f"organisations/{at.organisation}/contracts/sign/", contract, must=True)


def run(at: Place, code: str, month: date) -> dict[str, Any]:
    """Drawn by one, posted by the other; drawn and posted once more, it is the same month."""
    asked = {"programme": at.programmes[code], "month": month.isoformat()}
    drawn = at.county.post("subsidies/runs/", asked, must=True)
    at.county.post(f"subsidies/runs/{drawn['id']}/propose/", must=True)
    assert at.county.post(f"subsidies/runs/{drawn['id']}/decide/", {"approve": True}) is None  # not one's own
    at.treasurer.post(f"subsidies/runs/{drawn['id']}/decide/", {"approve": True}, must=True)
    again = at.county.post("subsidies/runs/", asked, must=True)
    assert again["id"] == drawn["id"]
    return dict(at.county.get(f"subsidies/runs/{drawn['id']}/"))


def settle(at: Place, month: date, paid_on: date) -> list[dict[str, Any]]:
    """Statements of the month, approved by the other and paid; with their lines."""
    asked = {"region": COUNTY, "month": month.isoformat()}
    at.county.post("subsidies/statements/", asked, must=True)
    made = at.county.post("subsidies/statements/", asked, must=True)  # once more: no second one
    for one in made:
        at.treasurer.post(f"subsidies/statements/{one['id']}/approve/", {}, must=True)
        at.treasurer.post(f"subsidies/statements/{one['id']}/pay/", {"paid_on": paid_on.isoformat()}, must=True)
    return [dict(at.manager.get(f"subsidies/statements/{one['id']}/")) for one in made]
