"""Rows of organisations: what they are, who belongs to them and when, their papers, what they are bought for."""

from accounts.organisations.models.consent import GuardianConsent
from accounts.organisations.models.contract import Contract, ContractPrice
from accounts.organisations.models.joining import JoinRequest
from accounts.organisations.models.organisation import Member, OpeningHours, Organisation, Team
from accounts.organisations.models.paper import ExpiryWarning, Paper
from accounts.organisations.models.rota import Leave, MemberHours

__all__ = [
    "Contract",
    "ContractPrice",
    "ExpiryWarning",
    "GuardianConsent",
    "JoinRequest",
    "Leave",
    "Member",
    "MemberHours",
    "OpeningHours",
    "Organisation",
    "Paper",
    "Team",
]
