"""Second keys of sign-in (allauth's rows): their secrets are sealed, so a rotation must reach them too."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.sealing import seal, sealed_with_current, unseal

PLACE = "mfa.Authenticator.data"
SECRETS = ("secret", "seed")  # of an app's six digits, of the codes on paper; passkeys keep nothing secret here
TABLE = Authenticator._meta.db_table


def uses() -> Counter[str]:
    """How many of them each key has sealed."""
    rows = Authenticator.objects.values_list("data", flat=True)
    return Counter(stored.partition(".")[0] for data in rows for stored in _sealed(data).values())


def reseal() -> Iterator[int]:
    """Seal again what the newest key has not sealed, row by row; yields how many values each had."""
    for pk in list(Authenticator.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = Authenticator.objects.select_for_update().filter(pk=pk).first()
            old = {} if row is None else _sealed(row.data)
            fresh = {
                name: seal(unseal(stored, place=PLACE), place=PLACE)
                for name, stored in old.items()
                if not sealed_with_current(stored)
            }
            if row is None or not fresh:
                continue
            row.data = {**row.data, **fresh}
            row.save(update_fields=["data"])
        yield len(fresh)


def _sealed(data: Any) -> dict[str, str]:
    return {name: data[name] for name in SECRETS if data.get(name)}
