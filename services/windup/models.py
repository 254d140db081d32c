"""Files with everything of a county, and the statements of everybody who has a book there."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.windup.enums import TakeoutState


class Takeout(models.Model):
    """One encrypted file with everything of a county, made after a second person agreed; gone when its time is over."""

    request = models.OneToOneField(
        "access.ExportRequest", on_delete=models.PROTECT, primary_key=True, related_name="takeout"
    )
    state = models.CharField(max_length=7, choices=TakeoutState.choices, default=TakeoutState.WRITING)
    password = SealedTextField()  # of the ZIP; emptied with the file
    begun_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    file = models.CharField(max_length=80, blank=True)  # below settings.TAKEOUTS
    size_bytes = models.BigIntegerField(default=0)
    rows = models.BigIntegerField(default=0)
    statements = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="takeout_ready_with_its_file",
                condition=Q(state="READY", ready_at__isnull=False) & ~Q(file="")
                | Q(state__in=["WRITING", "FAILED", "GONE"], file=""),
            ),
        ]


class StatementRun(models.Model):
    """Statements for every holder of a county as of one moment, made by a job that goes on where it was interrupted."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    holders = models.PositiveIntegerField()  # how many books there are
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region"], condition=Q(done_at=None), name="statementrun_one_at_a_time"),
        ]
        indexes = [models.Index(fields=["region", "-asked_at"], name="statementrun_newest")]


class HolderStatement(models.Model):
    """The signed statement of one book in one run: what ``verify_statement`` checks."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    run = models.ForeignKey(StatementRun, on_delete=models.CASCADE, related_name="statements")
    account = models.ForeignKey("ledger.Account", on_delete=models.PROTECT, related_name="+")
    place_code = models.CharField(max_length=12, db_collation="C")
    balance = models.BigIntegerField()  # minutes or fen, as its text says
    lines = models.BigIntegerField()
    text = SealedTextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "account"], name="holderstatement_once_a_run")]
        indexes = [models.Index(fields=["run", "place_code"], name="holderstatement_by_place")]
