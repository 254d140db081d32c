"""The service list: ``items/`` as it is offered in a region today, ``service-lists/`` as it was published."""

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.enums import Department
from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.access.pagination import NewestFirst
from accounts.refusals import Invalid, NotFound
from accounts.regions.models import Region
from services.catalogue.actions.post_outreach import LONGEST, OutreachSheet, post_outreach
from services.catalogue.actions.publish_list import publish_list
from services.catalogue.models import ItemVersion, ListEdition, Outreach
from services.catalogue.queries import menu
from services.catalogue.queries.editions import editions_of
from services.catalogue.queries.outreach import outreach_in

ITEMS_A_CATEGORY = 1000  # more than any category holds: makes one number of two positions


class UnknownRegion(Invalid):
    code = "unknown_region"
    sentence = _("We do not know this region. Give the code of a county, township or village.")


class ItemSerializer(serializers.ModelSerializer[ItemVersion]):
    """One item; names come in the language of the request."""

    id = serializers.UUIDField(source="item_id", help_text="Use it as `item` when ordering.")
    code = serializers.CharField(source="item.code")
    name = serializers.CharField()
    summary = serializers.CharField()
    category = serializers.CharField(source="item.category_id")
    category_name = serializers.CharField(source="item.category.name")
    price_minutes = serializers.IntegerField(
        source="costs_minutes", help_text="Minutes for one, coefficients applied; 0: costs no minutes and earns none."
    )
    how = serializers.CharField(help_text="How to get it, where that is not by an order like everything else.")
    extra = serializers.CharField(help_text="What is charged besides; empty for nothing.")

    class Meta:
        model = ItemVersion
        fields = (
            "id",
            "code",
            "name",
            "summary",
            "category",
            "category_name",
            "icon",
            "typical_minutes",
            "price_minutes",
            "price_fen",
            "extra",
            "performers",
            "credential",
            "same_gender",
            "seats",
            "mode",
            "houses",
            "how",
            "citation",
        )
        extra_kwargs = {
            "price_fen": {"help_text": "1/100 yuan for one, paid to the supplier, never to a volunteer."},
            "credential": {"help_text": "The paper that whoever does it must hold; empty for none."},
        }


class InMenuOrder(NewestFirst):
    """Cursor pages in the order of the printed list."""

    ordering = "place"


class ItemsView(generics.ListAPIView[ItemVersion]):
    """Items offered today to somebody living in ``region``."""

    serializer_class = ItemSerializer
    pagination_class = InMenuOrder

    @extend_schema(
        operation_id="items_list",
        tags=["items"],
        parameters=[
            OpenApiParameter("region", str, description="Region code; without one, where the signed-in person lives."),
            OpenApiParameter("category", str, description="Code of a category."),
        ],
    )
    def get(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return self.list(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[ItemVersion]:
        if getattr(self, "swagger_fake_view", False):
            return ItemVersion.objects.none()
        found = menu(region_code=self._region_code(), on=timezone.localdate())
        if category := self.request.query_params.get("category"):
            found = found.filter(item__category=category)
        return found.annotate(place=F("item__category__position") * ITEMS_A_CATEGORY + F("item__position"))

    def _region_code(self) -> str:
        code = self.request.query_params.get("region", "")
        if code:
            if not Region.objects.filter(code=code).exists():
                raise UnknownRegion(field="region")
            return code
        person = getattr(self.request.user, "person", None)
        if person is None:
            raise UnknownRegion(field="region")
        return str(person.home_id)


class ServiceListOut(serializers.ModelSerializer[ListEdition]):
    """An edition of the published list; anybody may read it."""

    class Meta:
        model = ListEdition
        fields = ("id", "region", "number", "starts_on", "citation", "words", "published_at")
        read_only_fields = fields


class WholeServiceListOut(ServiceListOut):
    outreach = serializers.ListField(child=serializers.DictField(), help_text="What departments bring to villages")
    items = serializers.ListField(source="rows", child=serializers.DictField(), help_text="In the order of the list")

    class Meta(ServiceListOut.Meta):
        fields = (*ServiceListOut.Meta.fields, "items", "outreach")  # type: ignore[assignment]


class PublishIn(serializers.Serializer[Any]):
    region = serializers.CharField(max_length=12)
    starts_on = serializers.DateField(help_text="Today at the earliest")
    citation = serializers.CharField(max_length=200)
    words = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class Editions(APIView):
    """The service list as it is published (关爱服务清单); anybody may read it."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="service_lists_list",
        responses=ServiceListOut(many=True),
        parameters=[OpenApiParameter("region", str, required=True, description="Region code")],
        tags=["items"],
    )
    def get(self, request: Request) -> Response:
        """Every edition that speaks for a place, the latest first."""
        shown: Any = ServiceListOut
        return Response(shown(editions_of(_known(request.query_params.get("region", ""))), many=True).data)


class OneEdition(APIView):
    permission_classes = [AllowAny]

    @extend_schema(operation_id="service_list_retrieve", responses=WholeServiceListOut, tags=["items"])
    def get(self, request: Request, id: UUID) -> Response:
        """One edition, whole."""
        found = ListEdition.objects.filter(id=id).first()
        if found is None:
            raise NotFound
        return Response(WholeServiceListOut(found).data)


class OutreachOut(serializers.ModelSerializer[Outreach]):
    """What a department brings to villages; nobody orders it."""

    villages = serializers.SerializerMethodField()

    class Meta:
        model = Outreach
        fields = (
            "id",
            "region",
            "department",
            "villages",
            "title",
            "words",
            "times",
            "cost",
            "how",
            "first_on",
            "last_on",
            "citation",
            "posted_at",
        )
        read_only_fields = fields

    def get_villages(self, one: Outreach) -> list[str]:
        return [village.code for village in one.villages.all()]


class OutreachIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=LONGEST["title"])
    words = serializers.CharField(max_length=LONGEST["words"])
    times = serializers.CharField(max_length=LONGEST["times"], help_text="When, in words")
    how = serializers.CharField(max_length=LONGEST["how"], help_text="How one gets it")
    cost = serializers.CharField(
        max_length=LONGEST["cost"], required=False, allow_blank=True, default="", help_text="Empty: nothing"
    )
    citation = serializers.CharField(max_length=LONGEST["citation"], required=False, allow_blank=True, default="")
    first_on = serializers.DateField()
    last_on = serializers.DateField()
    villages = serializers.ListField(child=serializers.CharField(max_length=12), allow_empty=False, max_length=400)
    department = serializers.ChoiceField(
        Department.choices, required=False, default="", help_text="Where the login has several"
    )


class Outreaches(APIView):
    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="outreach_list",
        responses=OutreachOut(many=True),
        parameters=[OpenApiParameter("region", str, required=True, description="County, township or village")],
        tags=["items"],
    )
    def get(self, request: Request) -> Response:
        """What stands in the list of a place and is not over; anybody may read it."""
        shown: Any = OutreachOut
        rows = outreach_in(_known(request.query_params.get("region", "")), on=timezone.localdate())
        return Response(shown(rows, many=True).data)


class PostOutreach(Act):
    shape = OutreachIn

    @extend_schema(
        operation_id="outreach_post",
        request=OutreachIn,
        responses={201: OutreachOut},
        parameters=[IDEMPOTENCY_KEY],
        tags=["items"],
    )
    def post(self, request: Request) -> Response:
        """A department, or the county, brings something to villages."""
        data = self.entered(request)
        department = data.pop("department")
        made = post_outreach(
            by=request.user, at=timezone.now(), sheet=OutreachSheet(**data), department=str(department)
        )
        return Response(OutreachOut(made).data, status=201)


class Publish(Act):
    shape = PublishIn

    @extend_schema(request=PublishIn, responses={201: ServiceListOut}, parameters=[IDEMPOTENCY_KEY], tags=["items"])
    def post(self, request: Request) -> Response:
        """Publish the list of a day as the next edition."""
        data = self.entered(request)
        region = Region.objects.get(code=_known(data.pop("region")))
        made = publish_list(by=request.user, at=timezone.now(), region=region, **data)
        return Response(ServiceListOut(made).data, status=201)


def _known(code: str) -> str:
    """The code again. Raises UnknownRegion."""
    if "\x00" in code or not Region.objects.filter(code=code).exists():
        raise UnknownRegion(field="region")
    return code


urlpatterns = [
    path("items/", ItemsView.as_view(), name="api_items"),
    path("outreach/", Outreaches.as_view(), name="api_outreach"),
    path("outreach/post/", PostOutreach.as_view(), name="api_post_outreach"),
    path("service-lists/", Editions.as_view(), name="api_service_lists"),
    path("service-lists/publish/", Publish.as_view(), name="api_publish_list"),
    path("service-lists/<uuid:id>/", OneEdition.as_view(), name="api_service_list"),
]
