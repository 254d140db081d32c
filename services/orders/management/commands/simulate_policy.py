"""``simulate_policy``: what a draft of the rules would have made of the past. Changes nothing."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.policies.models import PolicyDraft
from accounts.policies.presets import preset_names, read_preset
from accounts.policies.rules import RULES
from accounts.refusals import Refusal
from services.orders.queries.simulation import Simulation, last_year, simulate


class Command(BaseCommand):
    help = "Replay confirmed services under draft rules and show who would gain or lose. Changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--region", required=True, help="code of a county, township or village")
        parser.add_argument("--since", type=date.fromisoformat, help="first day, YYYY-MM-DD; a year ago by default")
        parser.add_argument("--until", type=date.fromisoformat, help="last day, YYYY-MM-DD; yesterday by default")
        parser.add_argument("--draft", type=UUID, help="a draft by its id")
        parser.add_argument("--preset", choices=preset_names())
        parser.add_argument(
            "--set",
            action="append",
            default=[],
            metavar="CODE=VALUE",
            help='one value as JSON: earn.rounding=30, balance.ceiling=null, earn.coefficient={"care":130}',
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        since, until = last_year(timezone.now())
        since, until = options["since"] or since, options["until"] or until
        if until < since:
            raise CommandError("--until lies before --since.")
        try:
            result = simulate(
                region_code=options["region"],
                changes=_changes(options),
                since=since,
                until=until,
                progress=self._progress,
            )
        except Refusal as refusal:
            raise CommandError(f"{refusal.field or ''} {refusal}".strip()) from refusal
        self.stdout.write(json.dumps(as_json(result), ensure_ascii=False) if options["json"] else _words(result))

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"{done} of {total} services")


def as_json(result: Simulation) -> dict[str, Any]:
    """The result as plain JSON values; people by id, without their names."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items() if key != "name"}
        if isinstance(value, list | tuple):
            return [plain(one) for one in value]
        return str(value) if isinstance(value, UUID | date) else value

    found = plain(asdict(result))
    return {**found, "same": result.same, "difference": result.difference}


def _changes(options: dict[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if options["preset"]:
        changes |= read_preset(options["preset"]).values
    if options["draft"]:
        draft = PolicyDraft.objects.filter(id=options["draft"]).first()
        if draft is None:
            raise CommandError("There is no such draft.")
        changes |= draft.changes
    for text in options["set"]:
        code, equals, value = text.partition("=")
        if code not in RULES or not equals:
            raise CommandError(f"Not a rule and its value: {text}")
        try:
            changes[code] = json.loads(value)
        except ValueError:
            changes[code] = value  # a bare word is a choice: earn.kin=ALL
    return changes


def _words(result: Simulation) -> str:
    lines = [
        f"{result.since} to {result.until}, region {result.region_code}: {result.services} services of "
        f"{result.people} people.",
        f"Minutes credited: {result.before} as it was, {result.after} under the draft ({result.difference:+}).",
        f"{result.gaining} gain {result.gained}, {result.same} stay the same, {result.losing} lose {result.lost}.",
        f"Of those who lose, {len(result.aged_losing)} are 60 or older.",
    ]
    if result.gifts is not None:
        gifts = result.gifts
        lines.append(f"{gifts.refused} of {gifts.number} gifts would not pass ({gifts.refused_minutes} minutes).")
    if result.grants is not None:
        grants = result.grants
        lines.append(
            f"Monthly grants: {grants.before} minutes to {grants.elders_before} elders now, {grants.after} minutes to "
            f"{grants.elders_after} under the draft."
        )
    lines += [f"  {bar.least:+} to {bar.most:+} min: {bar.people}" for bar in result.histogram]
    lines += [
        f"  {one.person_id}: {one.before} -> {one.after} ({one.difference:+})"
        for one in (*result.most_gaining, *result.most_losing)
    ]
    return "\n".join([*lines, "Nothing was changed."])
