"""My accounts and my passbook lines."""

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from timebank.ledger.enums import TransferKind, Unit
from timebank.ledger.models import Account, Entry
from timebank.ledger.queries import accounts_of, entries_of


class AccountSerializer(serializers.Serializer[Any]):
    unit = serializers.ChoiceField(Unit.choices)
    balance = serializers.IntegerField(help_text="Minutes or fen")
    held = serializers.IntegerField(help_text="Set aside for orders, not yet spent")
    available = serializers.IntegerField(help_text="What can be spent now")


class EntrySerializer(serializers.ModelSerializer[Entry]):
    kind = serializers.ChoiceField(TransferKind.choices, source="transfer.kind", read_only=True)
    unit = serializers.ChoiceField(Unit.choices, source="account.unit", read_only=True)
    happened_at = serializers.DateTimeField(source="transfer.happened_at", read_only=True)
    posted_at = serializers.DateTimeField(source="transfer.posted_at", read_only=True)
    transfer = serializers.UUIDField(source="transfer_id", read_only=True)
    memo = serializers.DictField(source="transfer.memo", read_only=True)

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
        ]
        read_only_fields = fields


class MyAccounts(APIView):
    """My own accounts; minutes always, money once there is some."""

    @extend_schema(operation_id="my_accounts", responses=AccountSerializer(many=True))
    def get(self, request: Request) -> Response:
        user: Any = request.user
        accounts = list(accounts_of([user.person_id])) if user.person_id else []
        if not any(account.unit == Unit.MINUTE for account in accounts):
            accounts.insert(0, Account(unit=Unit.MINUTE))
        return Response(AccountSerializer(accounts, many=True).data)


class MyEntries(generics.ListAPIView[Entry]):
    """My passbook lines, newest first."""

    serializer_class = EntrySerializer

    def get_queryset(self) -> QuerySet[Entry]:
        user: Any = self.request.user
        if getattr(self, "swagger_fake_view", False) or user.person_id is None:
            return Entry.objects.none()
        return entries_of(user.person_id)


urlpatterns = [
    path("me/accounts/", MyAccounts.as_view(), name="api_my_accounts"),
    path("me/entries/", MyEntries.as_view(), name="api_my_entries"),
]
