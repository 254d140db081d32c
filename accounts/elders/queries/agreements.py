"""Reads of care agreements and mandates of one elder."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.elders.models import CareAgreement, Elder, Mandate


def agreements_of(elder: Elder) -> list[CareAgreement]:
    """Every agreement, the newest first, with who entrusts. Two queries."""
    rows = CareAgreement.objects.filter(elder=elder).select_related("evidence", "entered_by__person", "followed_by")
    return list(rows.prefetch_related("entrusted_by").order_by("-starts_on", "-id"))


def agreement_of(elder: Elder, *, on: date) -> CareAgreement | None:
    """The agreement that holds on a day; where a renewal has begun, that one. Two queries at most."""
    rows = CareAgreement.objects.filter(elder=elder, revoked_at=None, starts_on__lte=on, ends_on__gte=on)
    return rows.prefetch_related("entrusted_by").order_by("-starts_on", "-id").first()


def past_mandates(elder: Elder, *, on: date) -> QuerySet[Mandate]:
    """Mandates that hold no more, the last ended first."""
    over = Q(revoked_at__isnull=False) | Q(ends_on__lt=on)
    return Mandate.objects.filter(over, elder=elder).select_related("proxy", "evidence").order_by("-starts_on", "-id")


def coming_mandates(elder: Elder, *, on: date) -> QuerySet[Mandate]:
    """Mandates given that have not begun."""
    return Mandate.objects.filter(elder=elder, revoked_at=None, starts_on__gt=on).select_related(
        "proxy__user", "evidence"
    )
