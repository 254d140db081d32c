"""Ability assessments of elders (GB/T 42195-2022), one after the other."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.elders.models.elder import Elder
from accounts.elders.rules.ability import Circumstance, Grade
from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField


class Assessment(models.Model):
    """Begun, answered page by page, finished: then it has a score and a grade and changes no more."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="assessments")
    form = models.CharField(max_length=40)
    answers = SealedTextField()  # JSON: item code → points
    circumstances = ArrayField(models.CharField(max_length=10, choices=Circumstance.choices), default=list)
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    score = models.PositiveSmallIntegerField(null=True)
    grade_by_score = models.CharField(max_length=8, choices=Grade.choices, blank=True)
    grade = models.CharField(max_length=8, choices=Grade.choices, blank=True)
    due_on = models.DateField(null=True)  # when it should be done again

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["elder"], condition=Q(finished_at=None), name="assessment_one_open"),
            models.CheckConstraint(
                condition=Q(finished_at=None, score=None, grade="", due_on=None)
                | Q(finished_at__isnull=False, score__isnull=False, due_on__isnull=False) & ~Q(grade=""),
                name="assessment_finished_is_scored",
            ),
        ]
