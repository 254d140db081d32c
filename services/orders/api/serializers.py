"""What goes in and out. Each reader gets a shape of their own; the board's has no private field to leak."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.enums import Consent, Power
from accounts.elders.queries import call_name
from services.orders.enums import AssignmentStatus, EvidenceKind, Knowing, OrderStatus
from services.orders.models import Assignment, Order
from services.orders.queries.rows import acts_for_elder, my_seat, seats_left
from timebank.purses.enums import Source


class LineIn(serializers.Serializer[Any]):
    item = serializers.UUIDField(help_text="Id of an item from GET items/")
    quantity = serializers.IntegerField(min_value=1, max_value=20, default=1)


class OrderIn(serializers.Serializer[Any]):
    elder = serializers.UUIDField(help_text="Id of an elder from GET elders/")
    lines = LineIn(many=True, allow_empty=False)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    consent = serializers.ChoiceField(Consent.choices, default=Consent.IN_PERSON, help_text="How the elder agreed")
    pay_from = serializers.ListField(
        child=serializers.ChoiceField(Source.choices),
        required=False,
        max_length=2,
        help_text="Who may pay before the passbook does; without it all",
    )
    again = serializers.BooleanField(default=False, help_text="Even if the same is ordered for that time already")


class QuoteIn(serializers.Serializer[Any]):
    elder = serializers.UUIDField(help_text="Id of an elder from GET elders/")
    lines = LineIn(many=True, allow_empty=False)
    day = serializers.DateField(help_text="Of the service")
    pay_from = serializers.ListField(child=serializers.ChoiceField(Source.choices), required=False, max_length=2)


class SliceOut(serializers.Serializer[Any]):
    source = serializers.ChoiceField(["OWN", "GIFT", "POOL", "PROGRAMME", "CASH"])  # type: ignore[assignment]
    minutes = serializers.IntegerField()
    fen = serializers.IntegerField()
    purse = serializers.UUIDField(source="purse.id", default=None, allow_null=True)
    programme = serializers.UUIDField(source="wallet.programme_id", default=None, allow_null=True)


class LinePaymentOut(serializers.Serializer[Any]):
    item = serializers.UUIDField(source="version.item_id")
    quantity = serializers.IntegerField()
    paid_from = SliceOut(source="slices", many=True)
    why = serializers.CharField(help_text="Why no programme pays all of its money")


class QuoteOut(serializers.Serializer[Any]):
    minutes = serializers.IntegerField(source="quote.minutes")
    fen = serializers.IntegerField(source="quote.fen")
    seats = serializers.IntegerField(source="quote.seats")
    lasts = serializers.IntegerField(source="quote.lasts", help_text="Minutes by the clock")
    own = serializers.IntegerField(help_text="Minutes from the own passbook")
    available = serializers.IntegerField(help_text="Minutes free there now")
    short = serializers.IntegerField(help_text="Minutes too few")
    cash = serializers.IntegerField(help_text="Fen to pay by hand")
    lines = LinePaymentOut(many=True)


class Placed(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    status = serializers.ChoiceField(OrderStatus.choices)


class Claimed(serializers.Serializer[Any]):
    assignment = serializers.UUIDField()
    status = serializers.ChoiceField(AssignmentStatus.choices)


class CheckInIn(serializers.Serializer[Any]):
    method = serializers.ChoiceField(EvidenceKind.choices)
    code = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")


class RatingIn(serializers.Serializer[Any]):
    rating = serializers.IntegerField(min_value=1, max_value=5)
    comment = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ReasonIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class NoShowIn(serializers.Serializer[Any]):
    knowing = serializers.ChoiceField(
        [choice for choice in Knowing.choices if choice[0] != Knowing.HOUSE],
        required=False,
        allow_blank=True,
        default="",
        help_text="How you know it; empty: the elder's own side says so, or the elder on the phone",
    )
    words = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class OrganisationIn(serializers.Serializer[Any]):
    organisation = serializers.UUIDField()


class PersonIn(serializers.Serializer[Any]):
    person = serializers.UUIDField(help_text="Id of a member's person")


class LineOut(serializers.Serializer[Any]):
    item = serializers.UUIDField(source="version.item_id")
    name = serializers.CharField(source="version.name")
    icon = serializers.CharField(source="version.icon")
    quantity = serializers.IntegerField()
    minutes = serializers.IntegerField()
    fen = serializers.IntegerField()


class BoardTask(serializers.Serializer[Any]):
    """An open order as the board shows it: 林爷爷, the village, a rounded distance."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(OrderStatus.choices)
    title = serializers.CharField()
    category = serializers.CharField(source="category_id")
    lines = LineOut(many=True)
    elder_called = serializers.SerializerMethodField()
    age = serializers.SerializerMethodField()
    village = serializers.CharField(source="elder.person.home.name")
    village_code = serializers.CharField()
    distance_m = serializers.SerializerMethodField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    seats = serializers.IntegerField()
    seats_left = serializers.SerializerMethodField()
    planned_minutes = serializers.IntegerField(help_text="Held for the order, over all seats")
    price_fen = serializers.IntegerField()

    def get_elder_called(self, order: Order) -> str:
        return call_name(order.elder.person)

    def get_age(self, order: Order) -> int | None:
        return order.elder.person.age_on(timezone.localdate(order.starts_at))

    def get_distance_m(self, order: Order) -> int | None:
        distance = getattr(order, "distance_m", None)
        return None if distance is None else int(distance)

    def get_seats_left(self, order: Order) -> int:
        return seats_left(order)


class AssignmentOut(serializers.ModelSerializer[Assignment]):
    order = serializers.UUIDField(source="order_id", read_only=True)
    person_name = serializers.CharField(source="person.name", read_only=True, default=None, allow_null=True)
    organisation_name = serializers.CharField(source="organisation.name", read_only=True, default=None, allow_null=True)

    class Meta:
        model = Assignment
        fields = [
            "id",
            "order",
            "seat",
            "status",
            "person_name",
            "organisation_name",
            "claimed_at",
            "checked_in_at",
            "checked_out_at",
            "confidence",
            "minutes_worked",
            "minutes_credited",
        ]
        read_only_fields = fields


class DoorOut(serializers.Serializer[Any]):
    name = serializers.CharField()
    phone = serializers.CharField()
    address = serializers.CharField()


AT_THE_DOOR = (AssignmentStatus.CLAIMED, AssignmentStatus.CHECKED_IN)


class OrderRow(BoardTask):
    """An order in a list: no name, no door."""

    rating = serializers.IntegerField(allow_null=True)


class OrderOut(OrderRow):
    """An order for those it concerns; the door opens for its claimant and the elder's side only."""

    elder = serializers.SerializerMethodField(help_text="For the elder's side: whose order it is")
    note = serializers.SerializerMethodField()
    door = serializers.SerializerMethodField()
    assignments = serializers.SerializerMethodField()

    def _side(self, order: Order) -> str:
        """``elder`` for the elder's side, ``door`` for who is to come or there, else ``seat``.

        ``seat``: who came, their organisation, and the village it was served in once the elder has moved away.
        """
        found: dict[Any, str] = self.__dict__.setdefault("_sides", {})
        if order.id not in found:
            user = self.context["request"].user
            seat = my_seat(order, user)
            at_the_door = seat is not None and seat.status in AT_THE_DOOR
            elder = not at_the_door and acts_for_elder(user, order, Power.VIEW)
            here = seat is not None or may(user, Permission.ORDER_FOR_ANYONE, region_code=order.village_code)
            found[order.id] = "elder" if elder else "door" if at_the_door else "seat" if here else ""
        return found[order.id]

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_elder(self, order: Order) -> str | None:
        return str(order.elder_id) if self._side(order) == "elder" else None

    def get_note(self, order: Order) -> str:
        return order.note if self._side(order) in ("elder", "door") else ""

    @extend_schema_field(DoorOut(allow_null=True))
    def get_door(self, order: Order) -> dict[str, str] | None:
        if self._side(order) not in ("elder", "door"):
            return None
        request = self.context["request"]
        person = reveal_person(
            by=request.user,
            at=timezone.now(),
            person=order.elder.person,
            purpose="order",
            reference=f"order:{order.id}",
        )
        return {"name": person.name, "phone": person.phone, "address": person.address}

    @extend_schema_field(AssignmentOut(many=True))
    def get_assignments(self, order: Order) -> list[dict[str, Any]]:
        return list(AssignmentOut(order.assignments.all(), many=True).data) if self._side(order) else []
