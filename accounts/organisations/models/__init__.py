"""Rows of organisations, what they are bought for, and who belongs to them."""

from accounts.organisations.models.contract import Contract, ContractPrice
from accounts.organisations.models.organisation import Member, Organisation

__all__ = ["Contract", "ContractPrice", "Member", "Organisation"]
