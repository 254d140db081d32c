"""Who is signed up and who came."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.elders.enums import Consent
from services.activities.actions.end_guest import HAPPENED, end_guest
from services.activities.actions.rate_activity import rate_activity
from services.activities.actions.receive_guest import receive_guest
from services.activities.actions.running import LONGEST_WORDS
from services.activities.actions.sign_up import sign_up
from services.activities.enums import GuestProof, GuestStatus
from services.activities.models import Guest
from services.activities.queries.calendar import activity_run_by, guests_of


class GuestOut(serializers.Serializer[Guest]):
    id = serializers.UUIDField()
    activity = serializers.UUIDField(source="activity_id")
    elder = serializers.UUIDField(source="elder_id")
    status = serializers.ChoiceField(GuestStatus.choices)
    proof = serializers.ChoiceField(GuestProof.choices, allow_blank=True)
    signed_at = serializers.DateTimeField(allow_null=True, help_text="Null: just came")
    closed_at = serializers.DateTimeField(allow_null=True)
    liked = serializers.IntegerField(allow_null=True, help_text="1 to 5, said afterwards")


class SignUpIn(serializers.Serializer[Any]):
    elder = serializers.UUIDField()
    consent = serializers.ChoiceField(Consent.choices, default=Consent.IN_PERSON, help_text="How the elder agreed")


class GuestIn(serializers.Serializer[Any]):
    card = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    name = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    elder = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Of the list; or which one of that name"
    )
    proof = serializers.ChoiceField(GuestProof.choices, default=GuestProof.SEEN)


class EndGuestIn(serializers.Serializer[Any]):
    how = serializers.ChoiceField(list(HAPPENED))


class RateIn(serializers.Serializer[Any]):
    liked = serializers.IntegerField(min_value=1, max_value=5)
    words = serializers.CharField(max_length=LONGEST_WORDS, required=False, allow_blank=True, default="")


class SignUp(Act):
    shape = SignUpIn

    @extend_schema(request=SignUpIn, responses={201: GuestOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Keep a seat for an elder one may order for."""
        data = self.entered(request)
        asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "activity_id": id}
        return Response(_said(sign_up(**asked, elder_id=data["elder"], consent=data["consent"])), status=201)


class Guests(Act):
    shape = GuestIn

    @extend_schema(operation_id="guests_list", responses=GuestOut(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        """Who is signed up and who came, for whoever runs it."""
        shape: Any = GuestOut
        return Response(shape(guests_of(activity_run_by(request.user, id)), many=True).data)

    @extend_schema(
        operation_id="guests_receive", request=GuestIn, responses={201: GuestOut}, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request, id: UUID) -> Response:
        """An elder is there: by the card, by the whole name, or off the list."""
        data = self.entered(request)
        asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "activity_id": id}
        return Response(_said(receive_guest(**asked, elder_id=data.pop("elder"), **data)), status=201)


class EndGuest(Act):
    shape = EndGuestIn

    @extend_schema(request=EndGuestIn, responses=GuestOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Called off; or written down by mistake, by whoever runs it."""
        how = self.entered(request)["how"]
        return Response(_said(end_guest(by=request.user, at=timezone.now(), guest_id=id, how=how)))


class Rate(Act):
    shape = RateIn

    @extend_schema(request=RateIn, responses=GuestOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """What an elder who was there says of it."""
        return Response(_said(rate_activity(by=request.user, at=timezone.now(), guest_id=id, **self.entered(request))))


def _said(guest: Guest) -> Any:
    shape: Any = GuestOut
    return shape(guest).data
