"""Persons, their logins, kin, volunteering and credentials. One person may play many parts."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.functions import Now

from accounts.keys import new_key
from accounts.people.enums import CredentialKind, Gender, Relation, VolunteerStatus
from accounts.people.managers import UserManager


class Person(models.Model):
    """A human being, with or without a login."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    name = models.CharField(max_length=60)
    gender = models.CharField(max_length=6, choices=Gender.choices)
    birth_on = models.DateField(null=True)  # a date, never a datetime: summer time 1986-91
    phone = models.CharField(max_length=20, blank=True)
    home = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="residents")
    address = models.CharField(max_length=120, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    record_consent_on = models.DateField(null=True)  # since when records may say who serves (order no. 67, Art 8)
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name

    def age_on(self, day: date) -> int | None:
        """Full years on ``day``; None when the birthday is unknown."""
        if self.birth_on is None:
            return None
        return day.year - self.birth_on.year - ((day.month, day.day) < (self.birth_on.month, self.birth_on.day))


class User(AbstractBaseUser):
    """A login. Signs in by user name, phone or e-mail; what it may do stands in access.Grant."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    username = models.CharField(max_length=60, unique=True)
    phone = models.CharField(max_length=20, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, related_name="user")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    def __str__(self) -> str:
        return self.person.name if self.person else self.username


class Kinship(models.Model):
    """``relative`` is a <relation> of ``person``."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kin")
    relative = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kin_of")
    relation = models.CharField(max_length=14, choices=Relation.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "relative"], name="kinship_once"),
            models.CheckConstraint(condition=~models.Q(person=models.F("relative")), name="kinship_not_with_oneself"),
        ]


class Volunteer(models.Model):
    """A person who serves. Minors need a guardian's consent."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="volunteer")
    status = models.CharField(max_length=10, choices=VolunteerStatus.choices, default=VolunteerStatus.APPLIED)
    verified_at = models.DateTimeField(null=True)
    radius_m = models.PositiveIntegerField(default=5000)
    guardian_consent_on = models.DateField(null=True)


class Credential(models.Model):
    """A paper that lets a person do a kind of work, for as long as it is valid."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="credentials")
    kind = models.CharField(max_length=16, choices=CredentialKind.choices)
    valid_from = models.DateField()
    valid_until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")), name="credential_period_forward"
            )
        ]
