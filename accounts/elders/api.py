"""Elders, for those who act for them or answer for the territory."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path, reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.actions.reveal_person import reveal_person
from accounts.elders import dossier_api
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.elders.queries import ElderMerged, elder_for, is_oneself, mandate_of, reachable_elders
from accounts.refusals import NotFound
from accounts.regions.queries import full_name


class ElderSerializer(serializers.ModelSerializer[Elder]):
    name = serializers.CharField(source="person.name", read_only=True)
    gender = serializers.CharField(source="person.gender", read_only=True)
    region = serializers.CharField(source="person.home_id", read_only=True)
    region_name = serializers.CharField(source="person.home.name", read_only=True)
    age = serializers.SerializerMethodField()

    class Meta:
        model = Elder
        fields = ["id", "name", "gender", "age", "region", "region_name", "lives_alone"]
        read_only_fields = fields

    def get_age(self, elder: Elder) -> int | None:
        return elder.person.age_on(timezone.localdate())


class MandateSerializer(serializers.Serializer[Any]):
    powers = serializers.ListField(child=serializers.ChoiceField(Power.choices))
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    only = serializers.ListField(
        child=serializers.CharField(), help_text="Codes of classes or items of the service list; empty: all"
    )
    minutes_per_order = serializers.IntegerField(allow_null=True)
    minutes_per_month = serializers.IntegerField(allow_null=True)
    fen_per_month = serializers.IntegerField(allow_null=True)


class ElderDetailSerializer(ElderSerializer):
    """Adds what only a proxy of this elder gets: the spoken code, the address, the mandate."""

    address = serializers.CharField(source="person.address", read_only=True)
    full_region_name = serializers.SerializerMethodField()
    code = serializers.SerializerMethodField()
    mandate = serializers.SerializerMethodField()

    class Meta(ElderSerializer.Meta):
        fields = [*ElderSerializer.Meta.fields, "full_region_name", "address", "code", "mandate"]
        read_only_fields = fields

    def get_full_region_name(self, elder: Elder) -> str:
        return full_name(elder.person.home)

    def get_code(self, elder: Elder) -> str | None:
        """The four digits for the door; only for a proxy who may order or confirm, and the elder."""
        mandate = self._mandate(elder)
        if is_oneself(self.context["request"].user, elder):
            return elder.spoken_code
        return elder.spoken_code if mandate and {Power.ORDER, Power.CONFIRM} & set(mandate.powers) else None

    @extend_schema_field(MandateSerializer(allow_null=True))
    def get_mandate(self, elder: Elder) -> dict[str, Any] | None:
        mandate = self._mandate(elder)
        return MandateSerializer(mandate).data if mandate else None

    def _mandate(self, elder: Elder) -> Any:
        found: dict[Any, Any] = self.__dict__.setdefault("_mandates", {})
        if elder.id not in found:
            today: date = timezone.localdate()
            found[elder.id] = mandate_of(self.context["request"].user, elder, on=today)
        return found[elder.id]


class ElderList(generics.ListAPIView[Elder]):
    """Elders I act for, and those of my territory."""

    serializer_class = ElderSerializer

    def get_queryset(self) -> QuerySet[Elder]:
        if getattr(self, "swagger_fake_view", False):
            return Elder.objects.none()
        return reachable_elders(self.request.user)


class ElderDetail(generics.RetrieveAPIView[Elder]):
    """One elder; proxies also get the spoken code. A look by territory is journalled."""

    serializer_class = ElderDetailSerializer
    queryset = Elder.objects.none()

    @extend_schema(responses={200: ElderDetailSerializer, 308: None})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A dossier that was put together with another answers 308 with the address of that one."""
        try:
            elder_for(request.user, kwargs["id"], power=Power.VIEW, on=timezone.localdate())
        except ElderMerged as merged:
            here = reverse("api_elder", args=[merged.into])
            return Response(status=308, headers={"Location": here})
        except NotFound:
            pass  # the rules of the list decide
        return super().get(request, *args, **kwargs)

    def get_object(self) -> Elder:
        elder_id: UUID = self.kwargs["id"]
        elder = reachable_elders(self.request.user).filter(id=elder_id).first()
        if elder is None:
            raise NotFound
        if (
            not is_oneself(self.request.user, elder)
            and mandate_of(self.request.user, elder, on=timezone.localdate()) is None
        ):
            reveal_person(
                by=self.request.user,
                at=timezone.now(),
                person=elder.person,
                purpose="territory",
                reference=f"elder:{elder.id}",
            )
        return elder


urlpatterns = [
    path("elders/", ElderList.as_view(), name="api_elders"),
    path("elders/<uuid:id>/", ElderDetail.as_view(), name="api_elder"),
    *dossier_api.urlpatterns,
]
