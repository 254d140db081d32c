"""One call into one action each. The actions authorise; nothing is decided here."""

import hashlib
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import HEADER, IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import elder_for
from accounts.refusals import NotFound
from timebank.purses.actions.end_pool_grant import end_pool_grant
from timebank.purses.actions.give_for_orders import give_for_orders
from timebank.purses.actions.grant_pool import grant_pool
from timebank.purses.actions.return_gift import return_gift
from timebank.purses.api import shapes
from timebank.purses.models import PoolGrant, Purse
from timebank.purses.queries import given_by, with_left


class _Purses(Act, generics.ListAPIView[Purse]):
    serializer_class = shapes.PurseOut
    pagination_class = NewestFirst

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        return page if page is None else filled(list(page))


def filled(purses: list[Purse]) -> list[Purse]:
    """The purses, each with the minutes ``left`` in it."""
    left = {purse.id: minutes for purse, minutes in with_left(Purse.objects.filter(id__in=[p.id for p in purses]))}
    for purse in purses:
        purse.left = left[purse.id]  # type: ignore[attr-defined]
    return purses


class MyPurses(_Purses):
    shape = shapes.PurseIn

    def get_queryset(self) -> QuerySet[Purse]:
        user: Any = self.request.user
        if getattr(self, "swagger_fake_view", False) or user.person_id is None:
            return Purse.objects.none()
        return given_by(user.person_id).select_related("giver")

    @extend_schema(operation_id="my_purses_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Gifts for orders that I gave, and what is left of them."""
        return self.list(request, *args, **kwargs)

    @extend_schema(
        operation_id="give_for_orders",
        request=shapes.PurseIn,
        responses={201: shapes.PurseOut},
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request) -> Response:
        """Give minutes of mine for an elder's orders: unused they come back."""
        entered = self.entered(request)
        user: Any = request.user
        elder = Elder.objects.filter(id=entered.pop("elder"), left_on=None).select_related("person").first()
        if elder is None or user.person is None:
            raise NotFound
        key = request.headers.get(HEADER)
        purse = give_for_orders(
            by=user,
            at=timezone.now(),
            giver=user.person,
            elder=elder,
            key=hashlib.sha256(key.encode()).hexdigest()[:32] if key else uuid4().hex,
            **entered,
        )
        return Response(shapes.PurseOut(filled([purse])[0]).data, status=201)


class EldersPurses(_Purses):
    def get_queryset(self) -> QuerySet[Purse]:
        if getattr(self, "swagger_fake_view", False):
            return Purse.objects.none()
        elder = elder_for(self.request.user, self.kwargs["id"], power=Power.VIEW, on=timezone.localdate())
        return Purse.objects.filter(elder=elder).select_related("giver").order_by("-id")

    @extend_schema(operation_id="elder_purses_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Gifts for an elder's orders, and what is left of them."""
        return self.list(request, *args, **kwargs)


class Return(Act):
    shape = shapes.ReturnIn

    @extend_schema(
        operation_id="return_purse",
        request=shapes.ReturnIn,
        responses=shapes.Returned,
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Give back what is left, with thanks; for the elder's side."""
        back = return_gift(by=request.user, at=timezone.now(), purse_id=id, **self.entered(request))
        return Response({"minutes": back})


class PoolGrants(Act, generics.ListAPIView[PoolGrant]):
    serializer_class = shapes.PoolGrantOut
    pagination_class = NewestFirst
    shape = shapes.PoolGrantIn

    def elder(self) -> Elder:
        return elder_for(self.request.user, self.kwargs["id"], power=Power.VIEW, on=timezone.localdate())

    def get_queryset(self) -> QuerySet[PoolGrant]:
        if getattr(self, "swagger_fake_view", False):
            return PoolGrant.objects.none()
        return PoolGrant.objects.filter(elder=self.elder()).order_by("-id")

    @extend_schema(operation_id="pool_grants_list")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What officials have granted an elder of the community pool."""
        return self.list(request, *args, **kwargs)

    @extend_schema(
        operation_id="grant_pool",
        request=shapes.PoolGrantIn,
        responses={201: shapes.PoolGrantOut},
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Let the pool pay so many minutes of an elder's orders a month."""
        elder = self.elder()
        grant = grant_pool(by=request.user, at=timezone.now(), elder=elder, **self.entered(request))
        return Response(shapes.PoolGrantOut(grant).data, status=201)


class EndGrant(Act):
    @extend_schema(
        operation_id="end_pool_grant", request=None, responses=shapes.PoolGrantOut, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request, id: UUID) -> Response:
        """End it now; what is set aside stays."""
        return Response(shapes.PoolGrantOut(end_pool_grant(by=request.user, at=timezone.now(), grant_id=id)).data)
