"""Persons, their logins, kin, volunteering and credentials. One person may play many parts."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models.functions import Now

from accounts.keys import new_key
from accounts.people.enums import CredentialKind, Dialect, Gender, Relation, VolunteerStatus
from accounts.people.managers import UserManager
from accounts.people.names import given_name, initials_of, pinyin_of
from accounts.people.phones import national_digits
from accounts.sealed_fields import BlindIndexField, SealedManager, SealedTextField


class SpelledField(models.CharField):
    """Filled from the Chinese field ``of`` whenever the row is saved: PostgreSQL here has no pinyin of its own."""

    def __init__(self, *args: Any, of: str = "", spell: Callable[[str], str] = str, **kwargs: Any) -> None:
        self.of, self.spell = of, spell
        kwargs |= {"blank": True, "default": "", "editable": False, "db_collation": "C"}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for given in ("blank", "default", "editable", "db_collation"):
            kwargs.pop(given, None)
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.spell(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value


class Person(models.Model):
    """A human being, with or without a login. Number, phone and address are sealed; see ``accounts.sealing``."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    name = models.CharField(max_length=60)
    pinyin = SpelledField(of="name", spell=pinyin_of, max_length=120)  # without tones or spaces
    initials = SpelledField(of="name", spell=initials_of, max_length=20)
    given = SpelledField(of="name", spell=given_name, max_length=60)
    gender = models.CharField(max_length=6, choices=Gender.choices)
    dialect = models.CharField(
        max_length=8, choices=Dialect.choices, blank=True, default="", db_default=""
    )  # spoken at home
    birth_on = models.DateField(null=True)  # a date, never a datetime: summer time 1986-91
    id_number = SealedTextField()  # GB 11643, 18 characters, the last may be X
    id_index = BlindIndexField(of="id_number")
    phone = SealedTextField()
    phone_index = BlindIndexField(of="phone", key=national_digits)
    home = models.ForeignKey(  # where they live
        "regions.Region", on_delete=models.PROTECT, related_name="residents", db_index=False
    )
    registered = models.ForeignKey("regions.Region", on_delete=models.PROTECT, null=True, related_name="+")  # 户籍地
    address = SealedTextField()
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    record_consent_on = models.DateField(null=True)  # since when records may say who serves (order no. 67, Art 8)
    died_on = models.DateField(null=True)
    created_at = models.DateTimeField(db_default=Now())
    objects = SealedManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["id_index"], condition=~models.Q(id_index=""), name="person_one_per_id_number"
            ),
        ]
        indexes = [
            models.Index(fields=["phone_index"], condition=~models.Q(phone_index=""), name="person_by_phone"),
            models.Index(fields=["home", "id"], name="person_by_home"),
            # Each begins a search and gives its order, so that the first twenty are found without reading the rest.
            models.Index(OpClass("name", "varchar_pattern_ops"), name="person_by_name"),
            models.Index(fields=["given"], name="person_by_given"),
            models.Index(fields=["pinyin"], name="person_by_pinyin"),
            models.Index(fields=["initials"], name="person_by_initials"),
        ]

    def __str__(self) -> str:
        return self.name

    def age_on(self, day: date) -> int | None:
        """Full years on ``day``; None when the birthday is unknown."""
        if self.birth_on is None:
            return None
        return day.year - self.birth_on.year - ((day.month, day.day) < (self.birth_on.month, self.birth_on.day))


class User(AbstractBaseUser):
    """A login. Signs in by user name or phone; what it may do stands in access.Grant."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    username = models.CharField(max_length=60, unique=True)
    phone = SealedTextField(null=True, default=None)  # E.164
    phone_index = BlindIndexField(of="phone", key=national_digits)
    phone_verified = models.BooleanField(default=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, null=True, related_name="user")
    is_active = models.BooleanField(default=True)
    must_choose_password = models.BooleanField(default=False, db_default=False)  # it was handed out on paper
    created_at = models.DateTimeField(db_default=Now())

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"], condition=~models.Q(phone_index=""), name="user_one_per_phone"
            ),
        ]

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
    document = models.CharField(max_length=80, blank=True)  # name of a kept file

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gte=models.F("valid_from")), name="credential_period_forward"
            )
        ]
