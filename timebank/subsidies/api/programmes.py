"""Programmes, editions and enrolment. One call into one action, which authorises."""

from datetime import date
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.enums import Permission
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act, Idempotent
from accounts.access.pagination import NewestFirst
from accounts.access.queries import demand
from accounts.elders.models import Elder
from accounts.refusals import NotFound
from accounts.regions.models import Region
from timebank.subsidies.actions.enrol_elders import Enrol, enrol_elders
from timebank.subsidies.actions.keep_bank import keep_bank
from timebank.subsidies.actions.open_programme import open_programme
from timebank.subsidies.actions.stop_enrolment import stop_enrolment
from timebank.subsidies.actions.try_edition import try_edition
from timebank.subsidies.actions.write_edition import EditionSheet, RuleSheet, TierSheet, write_edition
from timebank.subsidies.api import shapes
from timebank.subsidies.models import Enrolment, Programme
from timebank.subsidies.queries.eligible import candidates, inside, no_longer_eligible
from timebank.subsidies.queries.programmes import editions_of, programme_for, programmes_for, reach

MOST = 5_000  # of a list that is weighed anew each time
MONTH = OpenApiParameter("month", str, description="Any day of the month; without one, this month")


def region_of(code: str) -> Region:
    """The region of that code. Raises NotFound."""
    found = Region.objects.filter(code=code).first()
    if found is None:
        raise NotFound(field="region")
    return found


def month_asked(request: Request) -> date:
    """``?month=``: the first day of that month, or of this one."""
    text = request.query_params.get("month", "")
    day = serializers.DateField().run_validation(text) if text else timezone.localdate()
    return max(day, date(1950, 1, 1)).replace(day=1)


class Programmes(Idempotent, generics.ListAPIView[Programme]):
    serializer_class = shapes.ProgrammeOut
    pagination_class = NewestFirst

    @extend_schema(operation_id="programmes_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Programmes that reach one's territory."""
        demand(request.user, Permission.SUBSIDY_SEE)
        return self.list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Programme]:
        if getattr(self, "swagger_fake_view", False):
            return Programme.objects.none()
        return programmes_for(self.request.user)

    @extend_schema(request=shapes.ProgrammeIn, responses={201: shapes.ProgrammeOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Set one up; editions then say who is entitled to what."""
        shape = shapes.ProgrammeIn(data=request.data)
        shape.is_valid(raise_exception=True)
        data = dict(shape.validated_data)
        region = region_of(data.pop("region"))
        programme = open_programme(by=request.user, at=timezone.now(), region=region, **data)
        return Response(shapes.ProgrammeOut(programme).data, status=201)


class Editions(Act):
    shape = shapes.EditionIn

    @extend_schema(operation_id="editions_list", responses=shapes.EditionOut(many=True))
    def get(self, request: Request, id: UUID) -> Response:
        """What the programme says, from when until when; the latest first."""
        programme = programme_for(request.user, id)
        return Response(shapes.EditionOut(editions_of(programme), many=True).data)

    @extend_schema(request=shapes.EditionIn, responses={201: shapes.EditionOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Write one: the one before ends where it begins; one that begins the same day is replaced."""
        programme_for(request.user, id)
        sheet = _sheet(self.entered(request))
        edition = write_edition(by=request.user, at=timezone.now(), programme_id=id, sheet=sheet)
        return Response(shapes.EditionOut(edition).data, status=201)


class TryEdition(Act):
    shape = shapes.EditionIn

    @extend_schema(operation_id="try_edition", request=shapes.EditionIn, responses=shapes.TrialOut)
    def post(self, request: Request, id: UUID) -> Response:
        """Whom it would reach of today's elders, who would be new and who drop out. Nothing is written."""
        programme_for(request.user, id)
        sheet = _sheet(self.entered(request))
        return Response(
            shapes.TrialOut(try_edition(by=request.user, at=timezone.now(), programme_id=id, sheet=sheet)).data
        )


def _sheet(data: dict[str, Any]) -> EditionSheet:
    return EditionSheet(
        **{
            **data,
            "only_categories": tuple(data["only_categories"]),
            "rules": tuple(RuleSheet(**{**one, "values": tuple(one["values"])}) for one in data["rules"]),
            "tiers": tuple(TierSheet(**one) for one in data["tiers"]),
        }
    )


class Enrolments(Idempotent, generics.ListAPIView[Enrolment]):
    serializer_class = shapes.EnrolmentOut
    pagination_class = NewestFirst

    @extend_schema(operation_id="enrolments_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Everybody who is or was in the programme, in one's territory."""
        return self.list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Enrolment]:
        if getattr(self, "swagger_fake_view", False):
            return Enrolment.objects.none()
        programme = programme_for(self.request.user, self.kwargs["id"])
        here = Elder.objects.filter(inside(reach(self.request.user, programme))).values("id")
        return Enrolment.objects.filter(programme=programme, elder__in=here)

    @extend_schema(request=shapes.EnrolIn, responses={201: shapes.EnrolledOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Enrol one or many; whoever cannot be is named, with the reason."""
        programme_for(request.user, id)
        shape = shapes.EnrolIn(data=request.data)
        shape.is_valid(raise_exception=True)
        data = shape.validated_data
        done = enrol_elders(
            by=request.user,
            at=timezone.now(),
            programme_id=id,
            elders=[Enrol(one["elder"], one["category"], one["bank"], one["bank_account"]) for one in data["elders"]],
            starts_on=data["starts_on"],
        )
        refused = [{"elder": key, "code": no.code, "detail": str(no)} for key, no in done.refused.items()]
        shown: Any = shapes.EnrolmentOut
        return Response({"enrolled": shown(done.made, many=True).data, "refused": refused}, status=201)


class Eligible(Act):
    @extend_schema(operation_id="eligible_list", responses=shapes.EntitledOut(many=True), parameters=[MONTH])
    def get(self, request: Request, id: UUID) -> Response:
        """Eligible and not enrolled, in one's territory: at most 5,000, weighed now."""
        demand(request.user, Permission.SUBSIDY_ENROL)
        programme = programme_for(request.user, id)
        found = candidates(programme, month=month_asked(request), codes=reach(request.user, programme))
        shown: Any = shapes.EntitledOut
        return Response(shown(list(islice(found, MOST)), many=True).data)


class Lapsed(Act):
    @extend_schema(operation_id="lapsed_list", responses=shapes.LapsedOut(many=True), parameters=[MONTH])
    def get(self, request: Request, id: UUID) -> Response:
        """Enrolled, but no longer eligible, and which condition does not hold."""
        demand(request.user, Permission.SUBSIDY_ENROL)
        programme = programme_for(request.user, id)
        found = no_longer_eligible(programme, month=month_asked(request), codes=reach(request.user, programme))
        shown: Any = shapes.LapsedOut
        return Response(shown(found[:MOST], many=True).data)


class Stop(Act):
    shape = shapes.StopIn

    @extend_schema(request=shapes.StopIn, responses=shapes.EnrolmentOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Take somebody out, with the last day and the reason."""
        done = stop_enrolment(by=request.user, at=timezone.now(), enrolment_id=id, **self.entered(request))
        return Response(shapes.EnrolmentOut(done).data)


class Bank(Act):
    shape = shapes.BankIn

    @extend_schema(request=shapes.BankIn, responses=shapes.EnrolmentOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Where the money goes."""
        done = keep_bank(by=request.user, at=timezone.now(), enrolment_id=id, **self.entered(request))
        return Response(shapes.EnrolmentOut(done).data)
