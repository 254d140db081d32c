"""What the public pays for: programmes, their dated editions, who is entitled and to how much."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language, pgettext

from accounts.elders.fields import CATEGORIES, FIELDS
from accounts.keys import new_key
from accounts.regions.queries import names_of
from timebank.subsidies.enums import AgeDay, ProgrammeKind, RuleKind
from timebank.subsidies.models.budget import Budget


class Programme(models.Model):
    """One programme of one territory. Its kind and budget are for ever: cash and services never mix."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    code = models.CharField(max_length=40, db_collation="C")
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=ProgrammeKind.choices)
    name_zh = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80)
    group = models.CharField(max_length=40, blank=True)  # nobody is in two programmes of one group
    budget = models.OneToOneField(Budget, on_delete=models.PROTECT, related_name="programme")
    expired_month = models.DateField(null=True)  # up to which month what was left has been taken back
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["region", "code"]
        constraints = [
            models.UniqueConstraint(fields=["region", "code"], name="programme_code_once"),
            models.UniqueConstraint(fields=["id", "kind"], name="programme_and_kind"),  # what child rows point to
            models.CheckConstraint(condition=Q(kind__in=ProgrammeKind.values), name="programme_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_zh if (get_language() or "zh").startswith("zh") else self.name_en


class Edition(models.Model):
    """How the programme is from one day to another, by which document."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="editions")
    valid = DateRangeField()  # the last day is not in it
    citation = models.CharField(max_length=200)
    age_day = models.CharField(max_length=12, choices=AgeDay.choices, default=AgeDay.LAST_DAY)
    pays_last_month = models.BooleanField(default=True)  # of whoever dies or moves in it
    carries_over = models.BooleanField(default=False)  # services: what is left at the end of a month stays
    in_person_only = models.BooleanField(default=False)
    pays_in_part = models.BooleanField(default=False)  # services: what is left pays a part, something else the rest
    only_categories = ArrayField(models.CharField(max_length=20), default=list, blank=True)  # of the service list
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["valid"]
        constraints = [
            ExclusionConstraint(
                name="edition_one_a_day",
                expressions=[("programme", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(condition=Q(valid__isempty=False), name="edition_not_empty"),
            models.CheckConstraint(condition=~Q(citation=""), name="edition_is_cited"),
        ]

    @cached_property
    def conditions(self) -> tuple["Eligibility", ...]:
        """Its rules, read once: they are asked of everybody in a county."""
        return tuple(self.rules.all())

    @cached_property
    def amounts(self) -> tuple["Tier", ...]:
        """Its tiers, read once."""
        return tuple(self.tiers.all())


class Eligibility(models.Model):
    """One condition, typed, with its source."""

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=13, choices=RuleKind.choices)
    age_from = models.PositiveSmallIntegerField(null=True)
    age_to = models.PositiveSmallIntegerField(null=True)  # included
    field = models.CharField(max_length=40, blank=True)  # of the dossier
    values = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # any of them
    citation = models.CharField(max_length=200)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="AGE") & (Q(age_from__isnull=False) | Q(age_to__isnull=False))
                | ~Q(kind="AGE") & Q(age_from=None, age_to=None),
                name="eligibility_age_has_years",
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                name="eligibility_years_forward",
            ),
            models.CheckConstraint(
                condition=Q(kind="FACT") & ~Q(field="") | ~Q(kind="FACT") & Q(field=""),
                name="eligibility_fact_names_field",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["AGE", "LEFT_BEHIND"], values__len=0)
                | Q(kind__in=["CATEGORY", "FACT", "LIVES_IN", "REGISTERED_IN"], values__len__gt=0),
                name="eligibility_has_values",
            ),
            models.CheckConstraint(condition=~Q(citation=""), name="eligibility_is_cited"),
        ]

    @property
    def value_words(self) -> list[str]:
        """The values as they are read: categories and answers by name, places by theirs."""
        if self.kind == RuleKind.FACT and self.field in FIELDS:
            options = getattr(FIELDS[self.field].kind, "options", {})
            said = {"yes": pgettext("answer", "Yes"), "no": pgettext("answer", "No")}
            return [str(options.get(one) or said.get(one) or one) for one in self.values]
        if self.kind in (RuleKind.LIVES_IN, RuleKind.REGISTERED_IN):
            names = names_of(self.values)
            return [names.get(one, one) for one in self.values]
        return [str(CATEGORIES.get(one, one)) for one in self.values]

    @property
    def field_title(self) -> str:
        """What is asked, as the dossier calls it."""
        return str(FIELDS[self.field].title) if self.field in FIELDS else self.field


class Tier(models.Model):
    """So much a month for these ages, and of this category if one is named."""

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tiers")
    ages = IntegerRangeField()  # full years, the upper end not in it; without ends: everybody
    category = models.CharField(max_length=20, blank=True)
    fen = models.BigIntegerField()
    valid = DateRangeField()
    citation = models.CharField(max_length=200)

    class Meta:
        ordering = ["valid", "category", "ages"]
        constraints = [
            ExclusionConstraint(
                name="tier_one_amount",
                expressions=[
                    ("edition", RangeOperators.EQUAL),
                    ("category", RangeOperators.EQUAL),
                    ("ages", RangeOperators.OVERLAPS),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="tier_fen_positive"),
            models.CheckConstraint(condition=Q(valid__isempty=False, ages__isempty=False), name="tier_not_empty"),
            models.CheckConstraint(condition=~Q(citation=""), name="tier_is_cited"),
        ]

    @property
    def last_year(self) -> int | None:
        """The last year of age in it; None: without end."""
        return None if self.ages.upper is None else self.ages.upper - 1

    @property
    def category_words(self) -> str:
        """The category in the reader's language; empty for everybody."""
        return str(CATEGORIES.get(self.category, self.category))
