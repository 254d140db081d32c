"""Elders, their dossiers, their families and the mandates they give."""

from accounts.elders.models.agreement import CareAgreement
from accounts.elders.models.assessment import Assessment
from accounts.elders.models.count import RegistryCount
from accounts.elders.models.dossier import Change, Check, Fact, TierOverride
from accounts.elders.models.elder import CareNote, Elder, new_card_token, new_spoken_code
from accounts.elders.models.evidence import Evidence
from accounts.elders.models.family import Guardian, Supporter, VisitContact, Whereabouts
from accounts.elders.models.focus import FocusCare, FocusNote
from accounts.elders.models.mandate import Mandate
from accounts.elders.models.merging import Merge, Pair, Removal
from accounts.elders.models.photo import Photo

__all__ = [
    "Assessment",
    "CareAgreement",
    "CareNote",
    "Change",
    "Check",
    "Elder",
    "Evidence",
    "Fact",
    "FocusCare",
    "FocusNote",
    "Guardian",
    "Mandate",
    "Merge",
    "Pair",
    "Photo",
    "RegistryCount",
    "Removal",
    "Supporter",
    "TierOverride",
    "VisitContact",
    "Whereabouts",
    "new_card_token",
    "new_spoken_code",
]
