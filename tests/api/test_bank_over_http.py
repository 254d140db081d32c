"""Giving, statements and corrections, as another county's programmer would use them."""

import json
from uuid import uuid4

import psycopg
import pytest

pytestmark = pytest.mark.server


def test_my_lines_say_why(api):
    line = api("volunteer").get("/me/entries/").json()["results"][0]
    assert len(line["hash"]) == 64
    earned = [row for row in api("volunteer").get("/me/entries/").json()["results"] if row["kind"] == "EARN"]
    assert {"code", "value", "citation"} <= set(earned[0]["rule"][0])


def test_a_gift_once_and_its_refusals(api):
    recipients = api("volunteer").get("/me/recipients/").json()
    mother = recipients[0]["id"]
    key = {"Idempotency-Key": str(uuid4())}
    body = {"recipient": mother, "amount": 5, "words": "给妈妈"}
    before = api("volunteer").get("/me/accounts/").json()[0]["balance"]
    first, second = (api("volunteer").post("/me/gifts/", json=body, headers=key) for _ in range(2))
    assert (first.status_code, first.json()["kind"]) == (201, "GIFT")
    assert second.json() == first.json()
    assert api("volunteer").get("/me/accounts/").json()[0]["balance"] == before - 5
    too_much = api("volunteer").post("/me/gifts/", json=body | {"amount": 9_000_000})
    assert (too_much.status_code, too_much.json()["errors"][0]["code"]) == (409, "not_enough")
    nobody = api("volunteer").post("/me/gifts/", json=body | {"recipient": str(uuid4())})
    assert nobody.status_code == 404
    assert api("").post("/me/gifts/", json=body).status_code == 401


def test_a_donation(api):
    given = api("volunteer").post("/me/donations/", json={"amount": 1})
    assert (given.status_code, given.json()["kind"]) == (201, "DONATE")
    assert api("volunteer").post("/me/donations/", json={"amount": 0}).status_code == 400


def test_a_statement_is_checked_by_anybody_and_a_changed_one_found(api):
    text = json.dumps(api("volunteer").get("/me/statement/").json(), ensure_ascii=False)
    verdict = api("").post("/statements/check/", json={"statement": text}).json()
    assert (verdict["genuine"], verdict["findings"]) == (True, [])
    changed = text.replace('\\"balance\\":', '\\"balance\\":1', 1)
    assert changed != text
    verdict = api("").post("/statements/check/", json={"statement": changed}).json()
    assert verdict["genuine"] is False


def test_checkpoints_are_public(api):
    rows = api("").get("/checkpoints/").json()["results"]
    assert rows
    assert len(rows[0]["code"]) == 64


def test_a_reversal_takes_two_and_outsiders_see_nothing(api, server):
    with psycopg.connect(server.database_url, autocommit=True) as database:
        (transfer,) = database.execute("SELECT id FROM ledger_transfer WHERE kind = 'GRANT' LIMIT 1").fetchone()
    body = {"reason": "多给了"}
    assert api("volunteer").post(f"/transfers/{transfer}/reversal/", json=body).status_code == 404
    asked = api("county").post(f"/transfers/{transfer}/reversal/", json=body)
    assert asked.status_code == 201
    decided = api("county").post(f"/reversals/{asked.json()['id']}/decide/", json={"approve": True})
    assert (decided.status_code, decided.json()["errors"][0]["code"]) == (403, "same_person")
    assert api("volunteer").post(f"/reversals/{asked.json()['id']}/decide/", json={"approve": True}).status_code == 403
    assert asked.json()["id"] in [row["id"] for row in api("county").get("/reversals/").json()["results"]]
    assert asked.json()["id"] not in [row["id"] for row in api("volunteer").get("/reversals/").json()["results"]]
