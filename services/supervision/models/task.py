"""What somebody must do by a day (督办), and the inspections it may come from (联合督查)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.supervision.enums import Gauge, InspectionState, Looked, TaskState, TaskWhat

USER = settings.AUTH_USER_MODEL


class Inspection(models.Model):
    """Several departments look at elders drawn from some villages. The seed is shown: anybody draws the same again."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    villages = ArrayField(models.CharField(max_length=12))
    # Who goes along: codes of departments, whose logins then see it; or, of others, what they are called.
    departments = ArrayField(models.CharField(max_length=40))
    each = models.PositiveSmallIntegerField()  # elders drawn in every village
    seed = models.CharField(max_length=40)
    held_on = models.DateField()
    state = models.CharField(max_length=6, choices=InspectionState.choices, default=InspectionState.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    closing = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=InspectionState.OPEN, closed_at=None)
                | Q(state=InspectionState.CLOSED, closed_at__isnull=False),
                name="inspection_closed_has_time",
            ),
            models.CheckConstraint(condition=Q(each__gte=1), name="inspection_draws_somebody"),
        ]
        indexes = [models.Index(fields=["region", "-opened_at"], name="inspection_newest")]


class Sampled(models.Model):
    """One elder who was drawn, and what was found at the door."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="sample")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, related_name="+")
    village_code = models.CharField(max_length=12, db_collation="C")
    position = models.PositiveSmallIntegerField()
    found = models.CharField(max_length=10, choices=Looked.choices, blank=True)
    words = SealedTextField()
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "elder"], name="sampled_once"),
            models.UniqueConstraint(fields=["inspection", "position"], name="sampled_in_order"),
            models.CheckConstraint(
                condition=Q(found="", looked_at=None) | ~Q(found="") & Q(looked_at__isnull=False),
                name="sampled_found_has_time",
            ),
        ]


class Task(models.Model):
    """Something to do, with unit, person and day: from a red entry, an inspection, or free."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=60)
    person = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="supervision_tasks")
    words = SealedTextField()
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=TaskState.choices, default=TaskState.OPEN)
    gauge = models.CharField(max_length=8, choices=Gauge.choices, blank=True)
    of = models.DateField(null=True)  # the day of the reading it comes from
    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, null=True, related_name="tasks")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, null=True, related_name="+")
    late_told = models.PositiveSmallIntegerField(default=0)  # how many days late it was when they were told last
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("person")), name="task_judged_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state=TaskState.ACCEPTED) | Q(done_at__isnull=False, decided_at__isnull=False),
                name="task_accepted_was_done",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "due_on"], name="task_by_place"),
            models.Index(fields=["person", "due_on"], name="task_of_person"),
        ]


class TaskStep(models.Model):
    """What was said and done about a task. Append-only by trigger; its words go with the elder's dossier."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="steps")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=8, choices=TaskWhat.choices)
    words = SealedTextField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["task", "at"], name="task_steps")]
