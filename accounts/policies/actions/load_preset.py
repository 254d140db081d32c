"""Fill a draft with what another place has decided."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.policies.actions.draft_policy import draft_policy
from accounts.policies.models import PolicyDraft
from accounts.policies.presets import preset_names, read_preset
from accounts.refusals import Invalid
from accounts.regions.models import Region


class NoSuchPreset(Invalid):
    code = "no_such_preset"
    sentence = _("There is no such preset.")


def load_preset(
    *, by: Any, at: datetime, region: Region, preset: str, valid_from: date, valid_until: date | None = None
) -> PolicyDraft:
    """Write a draft with the preset's values, each with its source; it goes the way of any draft.

    Raises NoSuchPreset and what draft_policy raises.
    """
    if preset not in preset_names():
        raise NoSuchPreset(field="preset")
    sheet = read_preset(preset)
    return draft_policy(
        by=by,
        at=at,
        region=region,
        changes=sheet.values,
        valid_from=valid_from,
        valid_until=valid_until,
        citation=sheet.citation,
        sources=sheet.sources,
        preset=preset,
    )
