"""Somebody who may be honoured in a round, and whether they agreed that it is said."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.elders.enums import Consent as How
from accounts.keys import new_key
from accounts.sealed_fields import SealedTextField
from services.honours.enums import CandidacyState, Kind, Whose
from services.honours.models.round import HonourRound

USER = settings.AUTH_USER_MODEL


class Candidacy(models.Model):
    """A volunteer, or the family of an elder for which ``supporter`` stands. ``called`` is the name that is honoured.

    ``words`` are what the nominators wrote and everybody may read once it is on public notice; ``facts`` are the
    numbers of the drawn list on the day of nomination, empty when named by hand. Rows are never deleted: an honour
    that was revoked stays visible as such.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    round = models.ForeignKey(HonourRound, on_delete=models.PROTECT, related_name="candidacies")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    elder = models.ForeignKey("elders.Elder", on_delete=models.PROTECT, null=True, related_name="+")
    supporter = models.ForeignKey("elders.Supporter", on_delete=models.SET_NULL, null=True, related_name="+")
    called = models.CharField(max_length=60)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")  # their village
    words = SealedTextField()
    facts = models.JSONField(default=dict)
    by_hand = models.BooleanField(default=False)
    state = models.CharField(max_length=11, choices=CandidacyState.choices)
    nominated_at = models.DateTimeField()
    nominated_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    shortlisted_at = models.DateTimeField(null=True)
    shortlisted_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)  # taken off, withdrawn, not chosen, revoked
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    because = SealedTextField()  # why it was taken off
    revoked_because = models.CharField(max_length=300, blank=True)  # stands on the public page
    code = models.CharField(max_length=12, blank=True)  # of the certificate, once honoured

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "person"], condition=Q(person__isnull=False), name="candidacy_person_once"
            ),
            models.UniqueConstraint(
                fields=["round", "kind", "elder"], condition=Q(elder__isnull=False), name="candidacy_family_once"
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="candidacy_code_once"),
            models.CheckConstraint(
                name="candidacy_is_a_person_or_a_family",
                condition=Q(kind=Kind.CARER, person__isnull=False, elder=None)
                | Q(kind=Kind.FAMILY, person=None, elder__isnull=False),
            ),
            models.CheckConstraint(
                name="candidacy_honoured_has_a_code",
                condition=~Q(state__in=[CandidacyState.HONOURED, CandidacyState.REVOKED]) | ~Q(code=""),
            ),
            models.CheckConstraint(
                name="candidacy_revoked_says_why",
                condition=~Q(state=CandidacyState.REVOKED) | Q(revoked_because__gt=""),
            ),
        ]
        indexes = [
            models.Index(fields=["round", "state"], name="candidacy_by_state"),
            models.Index(fields=["region"], name="candidacy_by_village"),
        ]

    @property
    def needs(self) -> tuple[Whose, ...]:
        """Whose consent is asked for."""
        return (Whose.CANDIDATE,) if self.kind == Kind.CARER else (Whose.CANDIDATE, Whose.ELDER)


class Consent(models.Model):
    """Somebody agreed that they are named in public. What is withdrawn stays written down, and holds no more."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="consents")
    whose = models.CharField(max_length=9, choices=Whose.choices)
    how = models.CharField(max_length=12, choices=How.choices)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidacy", "whose"], condition=Q(withdrawn_at=None), name="honour_consent_holds_once"
            ),
        ]
