"""Certificates of time given, and the counters of their numbers."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from timebank.certificates.codes import number_text, spaced
from timebank.certificates.enums import Because, CertificateStatus


class SerialCounter(models.Model):
    """The last number of a county and year. Counted inside the transaction that issues, so without gaps."""

    county = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["county", "year"], name="serial_counter_once")]


class Certificate(models.Model):
    """One certificate. ``body`` is the exact text that was signed; a trigger lets it only end, never change."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    county = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    county_name = models.CharField(max_length=60)  # short, as in the number: 大田
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=12, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="certificates")
    scope = models.CharField(max_length=21)  # "all", "2026" or "2026-01-01/2026-06-30": what was asked for
    since_on = models.DateField()  # first and last service in it
    until_on = models.DateField()
    services = models.PositiveIntegerField()
    minutes = models.PositiveIntegerField()  # time actually served, travel excluded
    issuer = models.CharField(max_length=120)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    body = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of the body's UTF-8 bytes
    key = models.CharField(max_length=40)  # which key signed
    signature = models.BinaryField()  # Ed25519
    status = models.CharField(max_length=10, choices=CertificateStatus.choices, default=CertificateStatus.CURRENT)
    because = models.CharField(max_length=9, choices=Because.choices, blank=True)
    words = models.CharField(max_length=300, blank=True)  # the county's reason
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["county", "year", "number"], name="certificate_number_once"),
            models.UniqueConstraint(
                fields=["person", "scope"], name="certificate_one_current", condition=Q(status="CURRENT")
            ),
            models.CheckConstraint(
                name="certificate_ended_says_why",
                condition=Q(status="CURRENT", because="", ended_at=None)
                | (~Q(status="CURRENT") & ~Q(because="") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(name="certificate_period_forward", condition=Q(until_on__gte=models.F("since_on"))),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="certificate_by_person")]

    def __str__(self) -> str:
        return self.number_zh

    @property
    def number_zh(self) -> str:
        """``大田时证〔2026〕第 000001 号``: how it stands on paper."""
        return f"{self.county_name}时证〔{self.year}〕第 {self.number:06d} 号"

    @property
    def number_plain(self) -> str:
        """``350425-2026-000001``: for addresses and other programs."""
        return number_text(str(self.county_id), self.year, self.number)

    @property
    def code_spaced(self) -> str:
        return spaced(self.code)

    @property
    def signed_bytes(self) -> bytes:
        """What the signature covers."""
        return signed_bytes(self.body)

    def details(self) -> dict[str, Any]:
        """Facts of the body, as they were signed."""
        facts: dict[str, Any] = json.loads(self.body)["facts"]
        return facts


def signed_bytes(body: str) -> bytes:
    """The body's bytes under a heading of their own: a signature for something else can never pass for this one."""
    return b"timebank certificate 1\n" + body.encode()
