from timebank.ledger.queries.books import (
    account_of,
    accounts_of,
    entries_about,
    entries_of,
    given_between,
    holders_of,
    months_of,
    open_holds,
    organisation_accounts,
)
from timebank.ledger.queries.reversals import requests_about, requests_by_id, reversal_for, reversals_for
from timebank.ledger.queries.served import served_by_region, served_totals
from timebank.ledger.queries.statistics import earned_between, earned_by_reference, trial_balance

__all__ = [
    "account_of",
    "accounts_of",
    "earned_between",
    "earned_by_reference",
    "entries_about",
    "entries_of",
    "given_between",
    "holders_of",
    "months_of",
    "open_holds",
    "organisation_accounts",
    "requests_about",
    "requests_by_id",
    "reversal_for",
    "reversals_for",
    "served_by_region",
    "served_totals",
    "trial_balance",
]
