"""Papers of organisations and consents of guardians over HTTP. Each POST is one call into one action."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.enums import Permission
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.access.queries import demand
from accounts.organisations.actions.add_paper import add_paper
from accounts.organisations.actions.record_consent import record_consent
from accounts.organisations.actions.withdraw_consent import withdraw_consent
from accounts.organisations.api.shapes import ConsentIn, ConsentOut, PaperIn, PaperShape
from accounts.organisations.models import GuardianConsent, Member, Paper
from accounts.organisations.queries.consents import consents_in
from accounts.refusals import NotFound


class Papers(Act, generics.ListAPIView[Paper]):
    """Licences, records and insurances of an organisation that one runs, newest first; without the pictures."""

    shape = PaperIn
    serializer_class = PaperShape
    pagination_class = NewestFirst
    queryset = Paper.objects.none()

    def get_queryset(self) -> QuerySet[Paper]:
        if getattr(self, "swagger_fake_view", False):
            return Paper.objects.none()
        house = self.kwargs["id"]
        demand(self.request.user, Permission.ORGANISATION_RUN, organisation_id=house)
        return Paper.objects.filter(organisation=house)

    @extend_schema(operation_id="papers_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(request=PaperIn, responses={201: PaperShape}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Hand a paper in; the one of its kind before is kept as replaced."""
        data = self.entered(request)
        made = add_paper(
            by=request.user,
            at=timezone.now(),
            organisation_id=id,
            person_id=data.pop("person"),
            content=data.pop("paper") or None,
            **data,
        )
        return Response(_said(PaperShape, made), status=201)


class Consents(Act, generics.ListAPIView[GuardianConsent]):
    """What guardians of a member agreed to, newest first, for those who run the organisation."""

    shape = ConsentIn
    serializer_class = ConsentOut
    pagination_class = NewestFirst
    queryset = GuardianConsent.objects.none()

    def get_queryset(self) -> QuerySet[GuardianConsent]:
        if getattr(self, "swagger_fake_view", False):
            return GuardianConsent.objects.none()
        demand(self.request.user, Permission.ORGANISATION_RUN)
        member = Member.objects.filter(id=self.kwargs["id"]).first()
        if member is None:
            raise NotFound
        demand(self.request.user, Permission.ORGANISATION_RUN, organisation_id=member.organisation_id)
        return consents_in(member.organisation_id, member.person_id)

    @extend_schema(operation_id="consents_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(request=ConsentIn, responses={201: ConsentOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Write a guardian's consent down; the one before is replaced."""
        data = self.entered(request)
        content = data.pop("paper")
        made = record_consent(by=request.user, at=timezone.now(), member_id=id, content=content, **data)
        return Response(_said(ConsentOut, made), status=201)


class WithdrawConsent(Act):
    @extend_schema(request=None, responses=ConsentOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """The guardian takes it back: from now on nobody sends them."""
        return Response(_said(ConsentOut, withdraw_consent(by=request.user, at=timezone.now(), consent_id=id)))


def _said(shape: Any, row: Any) -> Any:
    return shape(row).data
