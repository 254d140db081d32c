"""``manage.py draw_lifecycle [--check]``: draw docs/lifecycle.md from the transition tables."""

import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.organisations.lifecycle import ORGANISATION_MOVES
from services.activities.lifecycle import ACTIVITY_MOVES, GUEST_MOVES
from services.dispatch.lifecycle import PROPOSAL_MOVES
from services.honours.lifecycle import CANDIDACY_MOVES, OBJECTION_MOVES
from services.honours.lifecycle import ROUND_MOVES as HONOUR_ROUND_MOVES
from services.houses.lifecycle import HANDOVER_MOVES
from services.incidents.lifecycle import INCIDENT_MOVES
from services.meals.lifecycle import BILL_MOVES, MEAL_MOVES
from services.orders.lifecycle import (
    ASSIGNMENT_MOVES,
    CONTEST_MOVES,
    CORRECTION_MOVES,
    LINE_MOVES,
    ORDER_MOVES,
)
from services.places.lifecycle import STAY_MOVES
from services.publications.lifecycle import PUBLICATION_MOVES
from services.referrals.lifecycle import REFERRAL_MOVES
from services.supervision.lifecycle import BULLETIN_MOVES, MATTER_MOVES, TASK_MOVES
from services.visits.lifecycle import URGING_MOVES, WINDOW_MOVES
from services.windup.lifecycle import ENDING_MOVES
from timebank.subsidies.lifecycle import RUN_MOVES, STATEMENT_MOVES


def draw(title: str, start: str, moves: Mapping[str, Any]) -> str:
    """A Mermaid state diagram of one table."""
    lines = [f"## {title}", "", "```mermaid", "stateDiagram-v2", f"    [*] --> {start}"]
    for name, move in moves.items():
        lines += [f"    {source} --> {move.target}: {name}" for source in sorted(move.sources)]
    targets = {move.target for move in moves.values()}
    sources = {source for move in moves.values() for source in move.sources}
    lines += [f"    {state} --> [*]" for state in sorted(targets - sources)]
    return "\n".join([*lines, "```", ""])


class Move(NamedTuple):
    """A row of a table that is written as a pair."""

    sources: frozenset[str]
    target: str


def _named(moves: Mapping[str, tuple[frozenset[str], str]]) -> dict[str, Move]:
    return {name: Move(*move) for name, move in moves.items()}


class Command(BaseCommand):
    help = "Draw docs/lifecycle.md from the transition tables; --check only compares."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        file = Path(settings.ROOT) / "docs" / "lifecycle.md"
        text = "\n".join(
            [
                "# Lifecycles",
                "",
                "Drawn from the `lifecycle.py` of each slice by `manage.py draw_lifecycle`; do not edit.",
                "",
                draw("Order", "DRAFT", ORDER_MOVES),
                draw("Assignment (one seat)", "CLAIMED", ASSIGNMENT_MOVES),
                draw("Place in the waiting line", "WAITING", LINE_MOVES),
                draw("Objection to what is booked", "RAISED", CONTEST_MOVES),
                draw("Correction of a record", "REPORTED", CORRECTION_MOVES),
                draw("Proposal of a day", "QUEUED", PROPOSAL_MOVES),
                draw("Hand-over of work to another organisation", "OFFERED", HANDOVER_MOVES),
                draw("Emergency", "REPORTED", INCIDENT_MOVES),
                draw("Referral", "SENT", REFERRAL_MOVES),
                draw("Publication", "DRAFT", PUBLICATION_MOVES),
                draw("Organisation", "WAITING", ORGANISATION_MOVES),
                draw("Window of a visit", "OPEN", WINDOW_MOVES),
                draw("Urging of a family", "OPEN", URGING_MOVES),
                draw("Month of a programme", "DRAFT", _named(RUN_MOVES)),
                draw("Statement of an organisation", "OPEN", _named(STATEMENT_MOVES)),
                draw("Meal", "BOOKED", MEAL_MOVES),
                draw("Bill for meals", "OPEN", BILL_MOVES),
                draw("Stay at a place", "BOOKED", STAY_MOVES),
                draw("Activity", "PLANNED", ACTIVITY_MOVES),
                draw("Guest of an activity", "SIGNED", GUEST_MOVES),
                draw("Bulletin of supervision", "DRAFT", BULLETIN_MOVES),
                draw("Task of supervision", "OPEN", TASK_MOVES),
                draw("Matter sent up", "RAISED", MATTER_MOVES),
                draw("County that ends", "PROPOSED", ENDING_MOVES),
                draw("Round of honours", "COLLECTING", HONOUR_ROUND_MOVES),
                draw("Candidacy for an honour", "SUGGESTED", CANDIDACY_MOVES),
                draw("Objection to a candidate", "OPEN", OBJECTION_MOVES),
            ]
        )
        if check:
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                sys.exit("docs/lifecycle.md is not what the tables say: run manage.py draw_lifecycle")
            return
        file.write_text(text, encoding="utf-8")
