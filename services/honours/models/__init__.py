"""Rounds of honours, what the record drew for them, candidacies with their consents, and objections."""

from services.honours.models.candidacy import Candidacy, Consent
from services.honours.models.drawn import Drawn
from services.honours.models.objection import Objection
from services.honours.models.round import HonourRound

__all__ = ["Candidacy", "Consent", "Drawn", "HonourRound", "Objection"]
