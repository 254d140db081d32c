"""Referrals over HTTP: send one or many, see how it goes, answer. One call into one action, which authorises."""

from typing import Any
from uuid import UUID

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Department, Permission
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.access.queries import demand, territories
from accounts.refusals import NotFound
from services.referrals.actions.answer_referral import LONGEST_DOCTOR, answer_referral
from services.referrals.actions.keeping import LONGEST_WORDS
from services.referrals.actions.note_step import note_step
from services.referrals.actions.object_to_answer import object_to_answer
from services.referrals.actions.pass_referral import pass_referral
from services.referrals.actions.receive_referral import receive_referral
from services.referrals.actions.refer_elder import refer_elder
from services.referrals.actions.refer_many import MOST, refer_many
from services.referrals.actions.take_referral import take_referral
from services.referrals.actions.withdraw_referral import withdraw_referral
from services.referrals.enums import Agreed, Kind, Origin, Shows, State, What
from services.referrals.kinds import ABSENT, MATTERS
from services.referrals.models import Referral, Step
from services.referrals.queries.absent import absent_counts
from services.referrals.queries.rows import referral_for, visible_referrals


def _words(**more: Any) -> serializers.CharField:
    return serializers.CharField(max_length=LONGEST_WORDS, **more)


def _maybe(**more: Any) -> serializers.CharField:
    return _words(required=False, allow_blank=True, default="", **more)


class ReferIn(serializers.Serializer[Any]):
    elder = serializers.UUIDField(help_text="Id of an elder from GET elders/")
    kind = serializers.ChoiceField(Kind.choices)
    reason = _words(help_text="Why; the office reads it")
    agreed = serializers.ChoiceField(Agreed.choices, help_text="How the elder agreed that the office is told")
    department = serializers.ChoiceField(
        Department.choices, required=False, allow_blank=True, default="", help_text="Empty: the usual one of the kind"
    )
    office = serializers.CharField(
        max_length=12, required=False, allow_blank=True, default="", help_text="County or township; empty: the county"
    )
    origin = serializers.ChoiceField(Origin.choices, default=Origin.DOSSIER)
    origin_key = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="The visit or the emergency it comes from"
    )
    shows = serializers.ListField(
        child=serializers.ChoiceField(Shows.choices),
        max_length=len(Shows.choices),
        required=False,
        default=[Shows.PHONE.value, Shows.FACTS.value],
        help_text="What the office sees besides name, age and village",
    )


class ReferManyIn(serializers.Serializer[Any]):
    elders = serializers.ListField(child=serializers.UUIDField(), allow_empty=False, max_length=MOST)
    kind = serializers.ChoiceField(Kind.choices)
    reason = _words()
    agreed = serializers.ChoiceField(Agreed.choices)


class NotSentOut(serializers.Serializer[Any]):
    elder = serializers.UUIDField()
    code = serializers.CharField()
    detail = serializers.CharField()


class ManyOut(serializers.Serializer[Any]):
    made = serializers.ListField(child=serializers.UUIDField(), help_text="The new referrals")
    already = serializers.ListField(child=serializers.UUIDField(), help_text="Elders who had an open one of this kind")
    refused = NotSentOut(many=True)


class ReferralOut(serializers.Serializer[Referral]):
    """In a list: codes and days, no names and no words."""

    id = serializers.UUIDField()
    elder = serializers.UUIDField(source="elder_id")
    kind = serializers.ChoiceField(Kind.choices)
    department = serializers.ChoiceField(Department.choices)
    office = serializers.CharField(source="office_id")
    state = serializers.ChoiceField(State.choices)
    origin = serializers.ChoiceField(Origin.choices)
    sent_at = serializers.DateTimeField()
    due_on = serializers.DateField()
    answered_at = serializers.DateTimeField(allow_null=True)
    passes = serializers.IntegerField(help_text="How often an office has passed it on")


class ReferralStepOut(serializers.Serializer[Step]):
    what = serializers.ChoiceField(What.choices)
    at = serializers.DateTimeField(help_text="When it was, as was said")
    recorded_at = serializers.DateTimeField()
    department = serializers.ChoiceField(Department.choices)
    office = serializers.CharField(source="office_id")
    words = serializers.CharField()


class ReferralInFull(ReferralOut):
    """``name``, ``phone`` and ``address`` as far as they were disclosed; that somebody looked is journalled."""

    name = serializers.CharField(source="elder.person.name")
    village = serializers.CharField(source="elder.person.home_id")
    phone = serializers.SerializerMethodField()
    address = serializers.SerializerMethodField()
    reason = serializers.CharField()
    facts = serializers.JSONField(allow_null=True, help_text="Field of the dossier: its value on the day it was sent")
    answer = serializers.CharField()
    settlement = serializers.CharField()
    parties = serializers.CharField()
    steps = ReferralStepOut(many=True, source="steps_told")

    def get_phone(self, referral: Referral) -> str:
        return str(referral.elder.person.phone or "") if Shows.PHONE in referral.shows else ""

    def get_address(self, referral: Referral) -> str:
        return str(referral.elder.person.address) if Shows.ADDRESS in referral.shows else ""


class ReferralTold(ReferralOut):
    """For the elder's own side."""

    answer = serializers.CharField()


class ReferralWordsIn(serializers.Serializer[Any]):
    words = _words()


class ReferralNoteIn(serializers.Serializer[Any]):
    what = serializers.ChoiceField(What.choices, default=What.NOTED)
    words = _maybe()
    happened_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class ReferralAnswerIn(serializers.Serializer[Any]):
    granted = serializers.BooleanField()
    words = _maybe(help_text="Wanted of a refusal")
    doctor = serializers.CharField(max_length=LONGEST_DOCTOR, required=False, allow_blank=True, default="")
    doctor_until = serializers.DateField(required=False, allow_null=True, default=None)
    checked_on = serializers.DateField(required=False, allow_null=True, default=None)
    settlement = _maybe(help_text="Of a dispute: what they agreed on")
    parties = _maybe(help_text="Of a dispute: who took part")


class ReferralPassIn(serializers.Serializer[Any]):
    department = serializers.ChoiceField(Department.choices)
    office = serializers.CharField(max_length=12, required=False, allow_blank=True, default="")
    words = _words()


class AbsentOut(serializers.Serializer[Any]):
    list = serializers.CharField(source="code")
    kind = serializers.ChoiceField(Kind.choices, help_text="What it is referred as")
    why = serializers.CharField()
    elders = serializers.IntegerField()


class Referrals(Act, ListAPIView[Referral]):
    """Those at my office, sent from my territory, or of my elders; newest first."""

    shape = ReferIn
    pagination_class = NewestFirst
    serializer_class = ReferralOut

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return Referral.objects.none()
        rows = visible_referrals(self.request.user)
        state = self.request.query_params.get("state", "")
        return rows.filter(state=state) if state in State.values else rows

    @extend_schema(
        operation_id="referrals_list", parameters=[OpenApiParameter("state", str, enum=State.values, required=False)]
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(request=ReferIn, responses={201: ReferralOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Refer an elder to an office."""
        data = self.entered(request)
        elder_id, office = data.pop("elder"), data.pop("office")
        made = refer_elder(by=request.user, at=timezone.now(), elder_id=elder_id, office_code=office, **data)
        shape: Any = ReferralOut
        return Response(shape(made).data, status=201)


class ReferralsOfMany(Act):
    shape = ReferManyIn

    @extend_schema(request=ReferManyIn, responses={201: ManyOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """One referral for each elder; sent twice it is still one each."""
        data = self.entered(request)
        sent = refer_many(by=request.user, at=timezone.now(), elder_ids=data.pop("elders"), **data)
        refused = [{"elder": key, "code": one.code, "detail": str(one)} for key, one in sent.refused]
        shape: Any = ManyOut
        return Response(shape({"made": sent.made, "already": sent.already, "refused": refused}).data, status=201)


class GoesWithout(APIView):
    @extend_schema(operation_id="referrals_absent", responses=AbsentOut(many=True))
    def get(self, request: Request) -> Response:
        """How many elders of my territory probably qualify and are neither referred nor helped, for each list."""
        demand(request.user, Permission.REFERRAL_SEND)
        codes = territories(request.user, Permission.REFERRAL_SEND)
        found = absent_counts(codes, on=timezone.localdate())
        rows = [
            {"code": name, "kind": one.kind, "why": str(one.sentence), "elders": found[name]}
            for name, one in ABSENT.items()
        ]
        shape: Any = AbsentOut
        return Response(shape(rows, many=True).data)


class ReferralDetail(APIView):
    @extend_schema(operation_id="referrals_read", responses=ReferralInFull)
    def get(self, request: Request, id: UUID) -> Response:
        """Everything for who sent it and for the office; for the elder's side how it stands and the answer."""
        referral, stands = referral_for(request.user, id)
        if not (stands.sends or stands.answers):
            told: Any = ReferralTold
            return Response(told(referral).data)
        hidden = referral.discreet or MATTERS[referral.kind].hidden
        reveal_person(
            by=request.user,
            at=timezone.now(),
            person=referral.elder.person,
            purpose="dossier" if hidden else "referral",
            reference=f"elder:{referral.elder_id}" if hidden else f"referral:{referral.id}",
        )
        referral.steps_told = referral.steps.order_by("recorded_at", "id")  # type: ignore[attr-defined]
        shape: Any = ReferralInFull
        return Response(shape(referral).data)


class _Act(Act):
    def answered(self, request: Request, id: UUID) -> Response:
        """How it stands now; nothing more for an office that has passed it on."""
        try:
            referral, _stands = referral_for(request.user, id)
        except NotFound:
            return Response(status=204)
        shape: Any = ReferralOut
        return Response(shape(referral).data)


class Receive(_Act):
    @extend_schema(request=None, responses=ReferralOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """It has arrived at the office."""
        receive_referral(by=request.user, at=timezone.now(), referral_id=id)
        return self.answered(request, id)


class Take(_Act):
    @extend_schema(request=None, responses=ReferralOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """The office works on it."""
        take_referral(by=request.user, at=timezone.now(), referral_id=id)
        return self.answered(request, id)


class Note(_Act):
    shape = ReferralNoteIn

    @extend_schema(request=ReferralNoteIn, responses=ReferralOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """A line of the record; the police keep the times, a dispute its meetings."""
        data = self.entered(request)
        data["what"] = What(data["what"])
        note_step(by=request.user, at=timezone.now(), referral_id=id, **data)
        return self.answered(request, id)


class Answer(_Act):
    shape = ReferralAnswerIn

    @extend_schema(request=ReferralAnswerIn, responses=ReferralOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Done, or refused with a reason. What was granted goes into the dossier."""
        answer_referral(by=request.user, at=timezone.now(), referral_id=id, **self.entered(request))
        return self.answered(request, id)


class PassOn(_Act):
    shape = ReferralPassIn

    @extend_schema(request=ReferralPassIn, responses={200: ReferralOut, 204: None}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """To another office of the county; 204 when it is then no longer mine to see."""
        data = self.entered(request)
        pass_referral(
            by=request.user,
            at=timezone.now(),
            referral_id=id,
            department=data["department"],
            office_code=data["office"],
            words=data["words"],
        )
        return self.answered(request, id)


class Withdraw(_Act):
    shape = ReferralWordsIn

    @extend_schema(request=ReferralWordsIn, responses=ReferralOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """No longer needed."""
        withdraw_referral(by=request.user, at=timezone.now(), referral_id=id, **self.entered(request))
        return self.answered(request, id)


class ObjectOnce(_Act):
    shape = ReferralWordsIn

    @extend_schema(request=ReferralWordsIn, responses=ReferralOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """A refusal goes back to its office, once."""
        object_to_answer(by=request.user, at=timezone.now(), referral_id=id, **self.entered(request))
        return self.answered(request, id)


urlpatterns = [
    path("referrals/", Referrals.as_view(), name="api_referrals"),
    path("referrals/many/", ReferralsOfMany.as_view(), name="api_referrals_many"),
    path("referrals/absent/", GoesWithout.as_view(), name="api_referrals_absent"),
    path("referrals/<uuid:id>/", ReferralDetail.as_view(), name="api_referral"),
    path("referrals/<uuid:id>/receive/", Receive.as_view(), name="api_referral_receive"),
    path("referrals/<uuid:id>/take/", Take.as_view(), name="api_referral_take"),
    path("referrals/<uuid:id>/note/", Note.as_view(), name="api_referral_note"),
    path("referrals/<uuid:id>/answer/", Answer.as_view(), name="api_referral_answer"),
    path("referrals/<uuid:id>/pass/", PassOn.as_view(), name="api_referral_pass"),
    path("referrals/<uuid:id>/withdraw/", Withdraw.as_view(), name="api_referral_withdraw"),
    path("referrals/<uuid:id>/object/", ObjectOnce.as_view(), name="api_referral_object"),
]
