"""Organisations over HTTP: list, apply, decide, people, hours, absences, requests to join, contracts.

Each POST is one call into one action, which authorises.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.enums import Permission
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.access.queries import demand, may
from accounts.organisations.actions.answer_join_request import answer_join_request
from accounts.organisations.actions.apply_organisation import apply_organisation
from accounts.organisations.actions.ask_to_join import ask_to_join
from accounts.organisations.actions.cancel_leave import cancel_leave
from accounts.organisations.actions.end_contract import end_contract
from accounts.organisations.actions.enter_leave import enter_leave
from accounts.organisations.actions.readmit_organisation import readmit_organisation
from accounts.organisations.actions.refuse_organisation import refuse_organisation
from accounts.organisations.actions.set_member_hours import set_member_hours
from accounts.organisations.actions.sign_contract import Price, sign_contract
from accounts.organisations.actions.suspend_organisation import suspend_organisation
from accounts.organisations.actions.verify_organisation import verify_organisation
from accounts.organisations.api.shapes import (
    AbsenceIn,
    AbsenceOut,
    AnswerIn,
    ApplicationIn,
    ContractIn,
    ContractOut,
    EndContractIn,
    HoursIn,
    JoinIn,
    JoinOut,
    MemberOut,
    OrganisationDecisionIn,
    OrganisationOut,
)
from accounts.organisations.models import Contract, JoinRequest, Member, Organisation
from accounts.organisations.queries import current
from accounts.organisations.queries.contracts import contracts_of
from accounts.organisations.queries.finding import verified_organisation
from accounts.refusals import NotFound

REGION = OpenApiParameter("region", str, description="Code of a place: organisations of its county; all without")


class Organisations(Act, generics.ListAPIView[Organisation]):
    """Those that civil affairs has verified, newest first."""

    shape = ApplicationIn
    serializer_class = OrganisationOut
    pagination_class = NewestFirst
    queryset = Organisation.objects.none()

    def get_queryset(self) -> QuerySet[Organisation]:
        rows = Organisation.objects.filter(status="VERIFIED").prefetch_related("areas", "hours")
        code = self.request.query_params.get("region", "")
        return rows.filter(region__code__startswith=code[:6]) if code.isdigit() else rows

    @extend_schema(operation_id="organisations_list", parameters=[REGION])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(request=ApplicationIn, responses={201: OrganisationOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Apply for a new one; it waits for civil affairs of its place. Papers are handed in on its page."""
        data = self.entered(request)
        made = apply_organisation(by=request.user, at=timezone.now(), region_code=data.pop("region"), **data)
        return Response(_said(OrganisationOut, made), status=201)


class OneOrganisation(Act):
    @extend_schema(operation_id="organisations_retrieve", responses=OrganisationOut)
    def get(self, request: Request, id: UUID) -> Response:
        """A verified one."""
        return Response(_said(OrganisationOut, verified_organisation(id)))


class Decide(Act):
    shape = OrganisationDecisionIn

    @extend_schema(request=OrganisationDecisionIn, responses=OrganisationOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Verify, refuse, suspend or readmit it; refusing and suspending ask for a reason."""
        data = self.entered(request)
        by: dict[str, Any] = {"by": request.user, "at": timezone.now(), "organisation_id": id}
        match data["act"]:
            case "verify":
                made = verify_organisation(**by)
            case "refuse":
                made = refuse_organisation(**by, reason=data["reason"])
            case "suspend":
                made = suspend_organisation(**by, reason=data["reason"])
            case _:
                made = readmit_organisation(**by)
        return Response(_said(OrganisationOut, made))


class Members(generics.ListAPIView[Member]):
    """Who belongs to an organisation that one dispatches for, with the hours they gave; newest first."""

    serializer_class = MemberOut
    pagination_class = NewestFirst
    queryset = Member.objects.none()

    def get_queryset(self) -> QuerySet[Member]:
        if getattr(self, "swagger_fake_view", False):
            return Member.objects.none()
        house = self.kwargs["id"]
        demand(self.request.user, Permission.ORDER_DISPATCH, organisation_id=house)
        rows = Member.objects.filter(current(timezone.localdate()), organisation=house)
        return rows.select_related("person").prefetch_related("hours", "leaves")


class MemberWeek(Act):
    shape = HoursIn

    @extend_schema(request=HoursIn, responses=MemberOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Write the week of a member anew: one's own, or of whom one dispatches."""
        hours = {one["weekday"]: (one["starts"], one["ends"]) for one in self.entered(request)["hours"]}
        member = set_member_hours(by=request.user, at=timezone.now(), member_id=id, hours=hours)
        return Response(_said(MemberOut, member))


class Absences(Act):
    shape = AbsenceIn

    @extend_schema(request=AbsenceIn, responses={201: AbsenceOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Days on which nobody sends the member."""
        leave = enter_leave(by=request.user, at=timezone.now(), member_id=id, **self.entered(request))
        return Response(_said(AbsenceOut, leave), status=201)


class CancelAbsence(Act):
    @extend_schema(request=None, responses={204: None}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        cancel_leave(by=request.user, at=timezone.now(), leave_id=id)
        return Response(status=204)


class JoinRequests(Act, generics.ListAPIView[JoinRequest]):
    """Who asked to join an organisation that one dispatches for, newest first."""

    shape = JoinIn
    serializer_class = JoinOut
    pagination_class = NewestFirst
    queryset = JoinRequest.objects.none()

    def get_queryset(self) -> QuerySet[JoinRequest]:
        if getattr(self, "swagger_fake_view", False):
            return JoinRequest.objects.none()
        house = self.kwargs["id"]
        demand(self.request.user, Permission.ORDER_DISPATCH, organisation_id=house)
        return JoinRequest.objects.filter(organisation=house).select_related("person")

    @extend_schema(operation_id="join_requests_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(request=JoinIn, responses={201: JoinOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Ask to join."""
        words = self.entered(request)["words"]
        asked = ask_to_join(by=request.user, at=timezone.now(), organisation_id=id, words=words)
        return Response(_said(JoinOut, asked), status=201)


class AnswerJoining(Act):
    shape = AnswerIn

    @extend_schema(request=AnswerIn, responses=JoinOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Take somebody in, or decline with a reason."""
        asked = answer_join_request(by=request.user, at=timezone.now(), request_id=id, **self.entered(request))
        return Response(_said(JoinOut, asked))


class Contracts(generics.ListAPIView[Contract]):
    """Contracts of an organisation, for those who run it and for civil affairs, newest first."""

    serializer_class = ContractOut
    pagination_class = NewestFirst
    queryset = Contract.objects.none()

    def get_queryset(self) -> QuerySet[Contract]:
        if getattr(self, "swagger_fake_view", False):
            return Contract.objects.none()
        user, house = self.request.user, self.kwargs["id"]
        if not may(user, Permission.CONTRACT_KEEP):
            demand(user, Permission.ORGANISATION_RUN, organisation_id=house)
        elif not may(user, Permission.ORGANISATION_RUN, organisation_id=house):
            region = Organisation.objects.filter(id=house).values_list("region_id", flat=True).first()
            if region is None:
                raise NotFound
            demand(user, Permission.CONTRACT_KEEP, region_code=region)
        return contracts_of(house)


class SignContract(Act):
    shape = ContractIn

    @extend_schema(request=ContractIn, responses={201: ContractOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Enter a signed contract with its prices."""
        data = self.entered(request)
        prices = [Price(one["item"], one["price_fen"], one["most_a_month"]) for one in data.pop("prices")]
        contract = sign_contract(
            by=request.user,
            at=timezone.now(),
            organisation_id=id,
            region_code=data.pop("region"),
            prices=prices,
            **data,
        )
        return Response(_said(ContractOut, contract), status=201)


class EndContract(Act):
    shape = EndContractIn

    @extend_schema(request=EndContractIn, responses=ContractOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """End it early, with a reason."""
        contract = end_contract(by=request.user, at=timezone.now(), contract_id=id, **self.entered(request))
        return Response(_said(ContractOut, contract))


def _said(shape: Any, row: Any) -> Any:
    return shape(row).data
