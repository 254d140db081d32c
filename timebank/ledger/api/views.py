"""One call into one action each. The actions authorise; nothing is decided here."""

import hashlib
import json
from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.idempotency import HEADER, IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.people.models import Person
from accounts.people.queries import relatives_of
from accounts.refusals import NotFound
from timebank.ledger.actions.decide_reversal import decide_reversal
from timebank.ledger.actions.donate_minutes import donate_minutes
from timebank.ledger.actions.give_minutes import give_minutes
from timebank.ledger.actions.request_reversal import request_reversal
from timebank.ledger.api import shapes
from timebank.ledger.enums import Unit
from timebank.ledger.keys import public_keys
from timebank.ledger.models import Account, Checkpoint, Entry, ReversalRequest, Transfer
from timebank.ledger.proof import verify_statement
from timebank.ledger.queries import account_of, accounts_of, entries_of, reversals_for
from timebank.ledger.statement import signed_statement


class HighestNumber(NewestFirst):
    ordering = "-number"


def _me(request: Request) -> Person:
    user: Any = request.user
    if user.person is None:
        raise NotFound
    person: Person = user.person
    return person


class MyAccounts(APIView):
    """My own accounts; minutes always, money once there is some."""

    @extend_schema(operation_id="my_accounts", responses=shapes.AccountOut(many=True))
    def get(self, request: Request) -> Response:
        user: Any = request.user
        accounts = list(accounts_of([user.person_id])) if user.person_id else []
        if not any(account.unit == Unit.MINUTE for account in accounts):
            accounts.insert(0, Account(unit=Unit.MINUTE))
        return Response(shapes.AccountOut(accounts, many=True).data)


class MyEntries(generics.ListAPIView[Entry]):
    """My passbook lines, newest first."""

    serializer_class = shapes.EntryOut

    def get_queryset(self) -> QuerySet[Entry]:
        user: Any = self.request.user
        if getattr(self, "swagger_fake_view", False) or user.person_id is None:
            return Entry.objects.none()
        return entries_of(user.person_id)


class MyStatement(APIView):
    """My book as a signed file that anybody can check without us."""

    @extend_schema(operation_id="my_statement", parameters=[shapes.Period], responses=shapes.SignedDocument)
    def get(self, request: Request) -> Response:
        period = shapes.Period(data=request.query_params)
        period.is_valid(raise_exception=True)
        account = account_of(_me(request).id)
        if account is None:
            raise NotFound
        return Response(json.loads(signed_statement(account, at=timezone.now(), **period.validated_data)))


class MyRecipients(APIView):
    """My recorded relatives, to whom minutes may be given where the rules say so."""

    @extend_schema(operation_id="my_recipients", responses=shapes.Recipient(many=True))
    def get(self, request: Request) -> Response:
        found = [
            {"id": kin.person.id, "name": kin.person.name, "home": kin.person.home_id}
            for kin in relatives_of(_me(request).id)
        ]
        return Response(shapes.Recipient(found, many=True).data)


class _Give(Act):
    def key(self, request: Request) -> str:
        """The header may be anything; a posting's key is printable and short."""
        key = request.headers.get(HEADER)
        return hashlib.sha256(key.encode()).hexdigest()[:32] if key else uuid4().hex

    def posted(self, transfer: Transfer) -> Response:
        return Response({"transfer": transfer.id, "kind": transfer.kind, "amount": transfer.amount}, status=201)


class MyGifts(_Give):
    shape = shapes.Gift

    @extend_schema(
        operation_id="give_minutes",
        request=shapes.Gift,
        responses={201: shapes.Posted},
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request) -> Response:
        """Give minutes from my book to somebody else's."""
        entered = self.entered(request)
        recipient = Person.objects.filter(id=entered.pop("recipient")).first()
        if recipient is None:
            raise NotFound
        return self.posted(
            give_minutes(
                by=request.user,
                at=timezone.now(),
                giver=_me(request),
                recipient=recipient,
                key=self.key(request),
                **entered,
            )
        )


class MyDonations(_Give):
    shape = shapes.Donation

    @extend_schema(
        operation_id="donate_minutes",
        request=shapes.Donation,
        responses={201: shapes.Posted},
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request) -> Response:
        """Give minutes from my book to the pool of my county."""
        return self.posted(
            donate_minutes(
                by=request.user,
                at=timezone.now(),
                giver=_me(request),
                key=self.key(request),
                **self.entered(request),
            )
        )


class Reversals(generics.ListAPIView[ReversalRequest]):
    """Requests to take postings back in my territory, newest first."""

    serializer_class = shapes.ReversalOut

    def get_queryset(self) -> QuerySet[ReversalRequest]:
        if getattr(self, "swagger_fake_view", False):
            return ReversalRequest.objects.none()
        return reversals_for(self.request.user)


class Reverse(Act):
    shape = shapes.ReversalIn

    @extend_schema(
        operation_id="request_reversal",
        request=shapes.ReversalIn,
        responses={201: shapes.ReversalOut},
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Ask that a posting be taken back; a second person decides."""
        asked = request_reversal(by=request.user, at=timezone.now(), transfer_id=id, **self.entered(request))
        return Response(shapes.ReversalOut(asked).data, status=201)


class Decide(Act):
    shape = shapes.DecisionIn

    @extend_schema(
        operation_id="decide_reversal",
        request=shapes.DecisionIn,
        responses=shapes.ReversalOut,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Approve or refuse as the second person."""
        decided = decide_reversal(by=request.user, at=timezone.now(), request_id=id, **self.entered(request))
        return Response(shapes.ReversalOut(decided).data)


class Checkpoints(generics.ListAPIView[Checkpoint]):
    """The sealed books, newest first; open to everybody."""

    permission_classes = [AllowAny]
    pagination_class = HighestNumber
    serializer_class = shapes.CheckpointOut
    queryset = Checkpoint.objects.order_by("-number")


class CheckStatement(APIView):
    """Check a signed statement; the database is not asked. Open to everybody."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="check_statement", request=shapes.ToCheck, responses=shapes.VerdictOut)
    def post(self, request: Request) -> Response:
        entered = shapes.ToCheck(data=request.data)
        entered.is_valid(raise_exception=True)
        verdict = verify_statement(entered.validated_data["statement"], public_keys())
        return Response(shapes.VerdictOut({"genuine": verdict.genuine, **asdict(verdict)}).data)
