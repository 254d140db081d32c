from timebank.ledger.queries.books import (
    account_of,
    accounts_of,
    entries_about,
    entries_of,
    given_between,
    months_of,
    open_holds,
)
from timebank.ledger.queries.reversals import reversals_for
from timebank.ledger.queries.statistics import (
    earned_between,
    served_by_region,
    served_totals,
    trial_balance,
)

__all__ = [
    "account_of",
    "accounts_of",
    "earned_between",
    "entries_about",
    "entries_of",
    "given_between",
    "months_of",
    "open_holds",
    "reversals_for",
    "served_by_region",
    "served_totals",
    "trial_balance",
]
