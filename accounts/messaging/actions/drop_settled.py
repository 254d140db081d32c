"""Whom a message reached is not kept for ever."""

from datetime import datetime, timedelta

from django.db.models.functions import Left
from django.utils import timezone

from accounts.messaging.models import Delivery
from accounts.policies.news_rules import NEWS_KEPT
from accounts.policies.queries import rulebooks

COUNTY = 6  # digits
AT_ONCE = 5000  # rows: so that nobody waits for the lock


def drop_settled(*, at: datetime, most: int = 200_000) -> int:
    """Delete deliveries settled longer ago than the county keeps them (``news.kept``); returns how many.

    What is still on its way stays, however old. Safe to run twice at once.
    """
    today = timezone.localdate(at)
    settled = Delivery.objects.filter(settled_at__isnull=False)
    counties = list(settled.annotate(county=Left("region_code", COUNTY)).values_list("county", flat=True).distinct())
    books = rulebooks(counties, [NEWS_KEPT])
    dropped = 0
    for county in counties:
        kept = timedelta(days=books.at(county, today)[NEWS_KEPT].value)
        old = settled.filter(settled_at__lt=at - kept)
        old = old.filter(region_code__startswith=county) if county else old.filter(region_code="")
        while dropped < most and (ids := list(old.values_list("id", flat=True)[:AT_ONCE])):
            dropped += Delivery.objects.filter(id__in=ids).delete()[0]
    return dropped
