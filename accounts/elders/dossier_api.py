"""Dossiers for programs: reading one, and recording what somebody learnt. The same gate as the pages."""

from typing import Any
from uuid import UUID

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Channel, Power, Source, Where
from accounts.elders.fields import FIELDS, Group
from accounts.elders.models import Elder, Supporter
from accounts.elders.queries import elder_for
from accounts.elders.queries.dossier import Dossier, dossier_of, value
from accounts.people.enums import Relation
from accounts.people.masks import mask_id, mask_phone

OWN_SOURCES = [one for one in Source.choices if one[0] != Source.IMPORT]  # a roster is imported as a whole


class FactShape(serializers.Serializer[Any]):
    """One value with where it comes from."""

    field = serializers.ChoiceField(list(FIELDS))
    group = serializers.ChoiceField(Group.choices)
    value = serializers.JSONField()
    source = serializers.ChoiceField(Source.choices)  # type: ignore[assignment]
    as_of = serializers.DateField()
    checked_on = serializers.DateField(allow_null=True, help_text="When it was last found still true")


class WhereaboutsShape(serializers.Serializer[Any]):
    where = serializers.ChoiceField(Where.choices)
    place = serializers.CharField()
    since = serializers.DateField()
    channel = serializers.ChoiceField(Channel.choices)


class SupporterShape(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    relation = serializers.ChoiceField(Relation.choices)
    phone = serializers.CharField(help_text="Masked")
    able = serializers.BooleanField()
    whereabouts = WhereaboutsShape(allow_null=True)


class DossierShape(serializers.Serializer[Any]):
    """A dossier. Numbers are masked."""

    elder = serializers.UUIDField()
    name = serializers.CharField()
    id_number = serializers.CharField(help_text="Masked")
    phone = serializers.CharField(help_text="Masked")
    region = serializers.CharField()
    registered = serializers.CharField(allow_null=True)
    complete_percent = serializers.IntegerField()
    checked_on = serializers.DateField(allow_null=True)
    missing = serializers.ListField(child=serializers.CharField())
    stale = serializers.ListField(child=serializers.CharField())
    facts = FactShape(many=True)
    supporters = SupporterShape(many=True)


class RecordShape(serializers.Serializer[Any]):
    """Values as they were on a day; null says that a value is no longer known."""

    values = serializers.DictField(child=serializers.JSONField(allow_null=True), allow_empty=False)
    source = serializers.ChoiceField(OWN_SOURCES)  # type: ignore[assignment]
    as_of = serializers.DateField()
    reason = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class DossierView(APIView):
    """The dossier of an elder of one's territory."""

    @extend_schema(operation_id="elder_dossier", responses=DossierShape)
    def get(self, request: Request, id: UUID) -> Response:
        elder = _elder(request, id)
        return Response(DossierShape(_told(dossier_of(elder))).data)


class FactsView(APIView):
    """Write down what was learnt."""

    @extend_schema(operation_id="elder_facts_record", request=RecordShape, responses=DossierShape)
    def post(self, request: Request, id: UUID) -> Response:
        elder = _elder(request, id)
        sent = RecordShape(data=request.data)
        sent.is_valid(raise_exception=True)
        given = sent.validated_data
        record_facts(
            by=request.user,
            at=timezone.now(),
            elder=elder,
            values=given["values"],
            source=Source(given["source"]),
            as_of=given["as_of"],
            reason=given["reason"],
        )
        return Response(DossierShape(_told(dossier_of(elder))).data)


def _elder(request: Request, elder_id: UUID) -> Elder:
    """An elder of the reader's territory; the look is journalled. Raises NotAllowed, NotFound."""
    demand(request.user, Permission.ORDER_FOR_ANYONE)
    now = timezone.now()
    elder = elder_for(request.user, elder_id, power=Power.VIEW, on=timezone.localdate(now))
    demand(request.user, Permission.ORDER_FOR_ANYONE, region_code=elder.person.home_id)
    reveal_person(by=request.user, at=now, person=elder.person, purpose="dossier", reference=f"elder:{elder.id}")
    return elder


def _told(dossier: Dossier) -> dict[str, Any]:
    elder, person = dossier.elder, dossier.elder.person
    found = dossier.completeness(timezone.localdate())
    return {
        "elder": elder.id,
        "name": person.name,
        "id_number": mask_id(person.id_number),
        "phone": mask_phone(person.phone),
        "region": person.home_id,
        "registered": person.registered_id,
        "complete_percent": found.percent,
        "checked_on": elder.checked_on,
        "missing": [lack.code for lack in found.missing],
        "stale": [code for one in found.stale for code in one.codes],
        "facts": [
            {
                "field": code,
                "group": FIELDS[code].group,
                "value": value(fact),
                "source": fact.source,
                "as_of": fact.as_of,
                "checked_on": fact.checked_on,
            }
            for code, fact in dossier.facts.items()
        ],
        "supporters": [_supporter(one) for one in dossier.supporters],
    }


def _supporter(supporter: Supporter) -> dict[str, Any]:
    now = supporter.whereabouts_now
    where = {"where": now.where, "place": now.place, "since": now.since, "channel": now.channel} if now else None
    return {
        "id": supporter.id,
        "name": supporter.name,
        "relation": supporter.relation,
        "phone": mask_phone(supporter.phone),
        "able": supporter.able,
        "whereabouts": where,
    }


urlpatterns = [
    path("elders/<uuid:id>/dossier/", DossierView.as_view(), name="api_dossier"),
    path("elders/<uuid:id>/facts/", FactsView.as_view(), name="api_facts"),
]
