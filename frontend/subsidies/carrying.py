"""What an edition says beyond the form: carried over as it stands, with words to choose by."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.elders.fields import CATEGORIES
from frontend.shell.wording import date_text, yuan_text
from timebank.subsidies.actions.write_edition import RuleSheet, TierSheet
from timebank.subsidies.enums import RuleKind
from timebank.subsidies.models import Edition, Eligibility, Tier

Carried = Eligibility | Tier
IN_THE_FORM = (RuleKind.AGE, RuleKind.CATEGORY, RuleKind.LEFT_BEHIND, RuleKind.REGISTERED_IN)  # one of each


def carried(before: Edition | None) -> dict[str, Carried]:
    """Key of a choice → the condition or amount that the form has no fields for; empty without an edition before."""
    if before is None:
        return {}
    found: dict[str, Carried] = {}
    seen: set[str] = set()
    for rule in before.rules.all():
        several = rule.kind == RuleKind.REGISTERED_IN and len(rule.values) > 1
        if rule.kind not in IN_THE_FORM or rule.kind in seen or several:
            found[f"rule-{rule.id}"] = rule
        else:
            seen.add(rule.kind)
    for tier in before.tiers.all():
        ends = tier.valid.upper is not None and (before.valid.upper is None or tier.valid.upper < before.valid.upper)
        if ends or tier.valid.lower > before.valid.lower:
            found[f"tier-{tier.id}"] = tier  # it holds for a part of the time only
    return found


def rule_sheet(rule: Eligibility) -> RuleSheet:
    """The condition to be written again, word for word."""
    return RuleSheet(rule.kind, rule.citation, rule.age_from, rule.age_to, rule.field, tuple(rule.values))


def tier_sheet(tier: Tier) -> TierSheet:
    """The amount to be written again, with its own days."""
    return TierSheet(
        tier.fen, tier.citation, tier.ages.lower, tier.ages.upper, tier.category, tier.valid.lower, tier.valid.upper
    )


def words_of(one: Carried) -> str:
    """How it is called in the form."""
    if isinstance(one, Eligibility):
        return render_to_string("subsidies/rule.html", {"rule": one, "edition": one.edition}).strip()
    return pgettext("amount", "%(money)s a month, %(whom)s, from %(first)s") % {
        "money": yuan_text(one.fen),
        "whom": _whom(one),
        "first": date_text(one.valid.lower),
    }


def _whom(tier: Tier) -> Any:
    return CATEGORIES.get(tier.category) or _("Everybody")
