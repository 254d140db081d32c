"""Programmes, who is enrolled, what each month pays, and the budgets it comes from."""

from timebank.subsidies.models.budget import Budget, Movement
from timebank.subsidies.models.enrolment import Enrolment
from timebank.subsidies.models.programme import Edition, Eligibility, Programme, Tier
from timebank.subsidies.models.run import Run, RunRow
from timebank.subsidies.models.voucher import Clawback, Statement, VoucherUse, Wallet

__all__ = [
    "Budget",
    "Clawback",
    "Edition",
    "Eligibility",
    "Enrolment",
    "Movement",
    "Programme",
    "Run",
    "RunRow",
    "Statement",
    "Tier",
    "VoucherUse",
    "Wallet",
]
