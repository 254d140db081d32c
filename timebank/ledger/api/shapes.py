"""What the ledger's API takes and gives."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from timebank.ledger import checkpoint_text
from timebank.ledger.enums import ReversalStatus, TransferKind, Unit
from timebank.ledger.models import Checkpoint, Entry, ReversalRequest


class AccountOut(serializers.Serializer[Any]):
    unit = serializers.ChoiceField(Unit.choices)
    balance = serializers.IntegerField(help_text="Minutes or fen")
    held = serializers.IntegerField(help_text="Set aside for orders, not yet spent")
    available = serializers.IntegerField(help_text="What can be spent now")


class EntryOut(serializers.ModelSerializer[Entry]):
    kind = serializers.ChoiceField(TransferKind.choices, source="transfer.kind", read_only=True)
    unit = serializers.ChoiceField(Unit.choices, source="account.unit", read_only=True)
    happened_at = serializers.DateTimeField(source="transfer.happened_at", read_only=True)
    posted_at = serializers.DateTimeField(source="transfer.posted_at", read_only=True)
    transfer = serializers.UUIDField(source="transfer_id", read_only=True)
    memo = serializers.DictField(source="transfer.memo", read_only=True)
    rule = serializers.ListField(
        source="transfer.rule", read_only=True, help_text="The policy values that were applied, with their citations"
    )
    hash = serializers.SerializerMethodField(help_text="SHA-256 over this line and the one before, hexadecimal")

    class Meta:
        model = Entry
        fields = [
            "sequence",
            "unit",
            "kind",
            "amount",
            "balance_after",
            "happened_at",
            "posted_at",
            "transfer",
            "memo",
            "rule",
            "hash",
        ]
        read_only_fields = fields

    def get_hash(self, entry: Entry) -> str:
        return bytes(entry.hash).hex()


class Donation(serializers.Serializer[Any]):
    amount = serializers.IntegerField(min_value=1, max_value=10_000_000, help_text="Minutes")
    words = serializers.CharField(max_length=100, required=False, default="", allow_blank=True)


class Gift(Donation):
    recipient = serializers.UUIDField(help_text="A person of GET /me/recipients/")


class Recipient(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    home = serializers.CharField(help_text="Code of the village")


class Posted(serializers.Serializer[Any]):
    transfer = serializers.UUIDField()
    kind = serializers.ChoiceField(TransferKind.choices)
    amount = serializers.IntegerField()


class Period(serializers.Serializer[Any]):
    since = serializers.DateTimeField(required=False, default=None)
    until = serializers.DateTimeField(required=False, default=None)

    def validate(self, period: dict[str, Any]) -> dict[str, Any]:
        if any(moment is not None and not 1900 <= moment.year <= 9000 for moment in period.values()):
            raise serializers.ValidationError(_("Choose a day of our time."))
        return period


class SignedDocument(serializers.Serializer[Any]):
    format = serializers.CharField()
    body = serializers.CharField(help_text="The exact text that was signed")
    key = serializers.CharField()
    signature = serializers.CharField(help_text="Ed25519, base64")


class ToCheck(serializers.Serializer[Any]):
    statement = serializers.CharField(max_length=20_000_000, trim_whitespace=False, help_text="The whole file")


class FindingOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    line = serializers.IntegerField()


class VerdictOut(serializers.Serializer[Any]):
    genuine = serializers.BooleanField()
    findings = FindingOut(many=True)
    first_line = serializers.IntegerField()
    last_line = serializers.IntegerField()
    balance = serializers.IntegerField()
    sealed_line = serializers.IntegerField()
    checkpoint = serializers.IntegerField()
    checkpoint_code = serializers.CharField(help_text="As it stands on the notice board")


class CheckpointOut(serializers.ModelSerializer[Checkpoint]):
    code = serializers.SerializerMethodField(
        help_text="SHA-256 of the sealed text, hexadecimal: it stands on the notice board"
    )

    class Meta:
        model = Checkpoint
        fields = ["number", "day", "sealed_at", "entries", "code", "key"]
        read_only_fields = fields

    def get_code(self, checkpoint: Checkpoint) -> str:
        return checkpoint_text.hash_of(checkpoint.body)


class ReversalIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)
    repost_amount = serializers.IntegerField(
        min_value=0, max_value=10_000_000, default=0, help_text="What should have been posted instead; 0 for nothing"
    )


class DecisionIn(serializers.Serializer[Any]):
    approve = serializers.BooleanField()
    words = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)


class ReversalOut(serializers.ModelSerializer[ReversalRequest]):
    status = serializers.ChoiceField(ReversalStatus.choices, read_only=True)

    class Meta:
        model = ReversalRequest
        fields = ["id", "transfer", "reason", "repost_amount", "requested_at", "status", "decided_at", "words"]
        read_only_fields = fields
