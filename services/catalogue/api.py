"""``GET items/``: the service list, as it is offered in a region today."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers

from accounts.access.pagination import NewestFirst
from accounts.refusals import Invalid
from accounts.regions.models import Region
from services.catalogue.models import ItemVersion
from services.catalogue.queries import menu

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


urlpatterns = [path("items/", ItemsView.as_view(), name="api_items")]
