"""What goes in and comes out of the API of an organisation's day."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.elders.queries import call_name
from services.dispatch.board import Board, Seat
from services.dispatch.enums import ChangeKind, ProposalState, Since
from services.dispatch.fitting import Fit, minutes_of
from services.dispatch.models import Change, Proposal
from services.dispatch.routing.problem import Why
from services.orders.enums import AssignmentStatus
from services.orders.matching import Reason

WHY = [(one.value, one.name) for one in Why]


class SeatOut(serializers.Serializer[Any]):
    """One seat: who is named on it, and whom the draft sends."""

    id = serializers.UUIDField()
    order = serializers.UUIDField(source="order.id")
    elder = serializers.UUIDField(source="order.elder_id")
    elder_called = serializers.SerializerMethodField()
    village = serializers.CharField(source="order.village_code")
    starts_at = serializers.DateTimeField(source="order.starts_at")
    ends_at = serializers.DateTimeField(source="order.ends_at")
    status = serializers.ChoiceField(AssignmentStatus.choices, source="row.status")
    named = serializers.UUIDField(source="row.person_id", allow_null=True, help_text="Who knows that they go")
    draft = serializers.UUIDField(source="person_id", allow_null=True, help_text="Whom the draft sends")
    movable = serializers.BooleanField(help_text="False once somebody has begun")
    changed = serializers.BooleanField(help_text="Publishing would change who goes")
    pinned = serializers.BooleanField()
    idea = serializers.BooleanField(help_text="The computer's, and no person has said yes")
    overtaken = serializers.BooleanField(help_text="Somebody else was named after the draft was written")
    late_minutes = serializers.SerializerMethodField(help_text="Too late from the order before; 0 in time")
    since = serializers.SerializerMethodField(help_text="What is otherwise than it was published")

    def get_elder_called(self, seat: Seat) -> str:
        return call_name(seat.order.elder.person)

    def get_late_minutes(self, seat: Seat) -> int:
        return int(self.context["late"].get(seat.id, 0))

    @extend_schema_field(serializers.ChoiceField(Since.choices, allow_null=True))
    def get_since(self, seat: Seat) -> str | None:
        return self.context["since"].get(seat.id)


class MemberDayOut(serializers.Serializer[Any]):
    """Somebody who can be sent, or has a seat."""

    person = serializers.UUIDField()
    name = serializers.CharField()
    member = serializers.BooleanField(help_text="False for whoever left and still has a seat")
    absent = serializers.BooleanField()
    hours = serializers.ListField(
        child=serializers.CharField(), allow_null=True, help_text="From, until; null: none given; empty: off that day"
    )
    minutes = serializers.IntegerField(help_text="With elders that day, as the draft has it")


class PlanDayOut(serializers.Serializer[Any]):
    organisation = serializers.UUIDField()
    day = serializers.DateField()
    published_at = serializers.DateTimeField(allow_null=True)
    undoable = serializers.BooleanField()
    changed = serializers.IntegerField(help_text="Seats that publishing would change")
    seats = SeatOut(many=True)
    people = MemberDayOut(many=True)


class SeatGoneOut(serializers.Serializer[Any]):
    seat = serializers.UUIDField(source="id")
    order = serializers.UUIDField(source="order_id")
    starts_at = serializers.DateTimeField(source="order.starts_at")
    person = serializers.UUIDField(source="person_id", allow_null=True)


class SinceOut(serializers.Serializer[Any]):
    published_at = serializers.DateTimeField(allow_null=True)
    seats = SeatOut(many=True, help_text="New, or with somebody else's name, since it was published")
    gone = SeatGoneOut(many=True, help_text="Given back or cancelled since")


class SeatFitOut(serializers.Serializer[Fit]):
    person = serializers.UUIDField(source="person.id")
    name = serializers.CharField(source="person.name")
    reasons = serializers.ListField(
        child=serializers.ChoiceField(Reason.choices), help_text="Why they cannot; none: they can"
    )
    distance_m = serializers.IntegerField(source="metres")
    late_minutes = serializers.IntegerField(source="late")
    pair = serializers.BooleanField(help_text="Looks after this elder for good")
    last_at = serializers.DateTimeField(source="last", allow_null=True, help_text="Was there last")
    minutes = serializers.IntegerField(help_text="With others that day")


class PlaceSeatIn(serializers.Serializer[Any]):
    person = serializers.UUIDField(allow_null=True, help_text="Whom to send; null: nobody")
    was = serializers.UUIDField(allow_null=True, help_text="Whom the draft sent when you looked")


class PinIn(serializers.Serializer[Any]):
    pinned = serializers.BooleanField()


class ProposeIn(serializers.Serializer[Any]):
    keep = serializers.BooleanField(required=False, default=True, help_text="Who is named already stays named")


class ChangeOut(serializers.ModelSerializer[Change]):
    kind = serializers.ChoiceField(ChangeKind.choices)
    seats = serializers.SerializerMethodField()

    class Meta:
        model = Change
        fields = ["id", "kind", "at", "undone_at", "seats"]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.UUIDField()))
    def get_seats(self, row: Change) -> list[str]:
        return sorted(row.before)


class DraftedOut(serializers.Serializer[Any]):
    change = ChangeOut(allow_null=True, help_text="Null when it was so already")


class LeftOut(serializers.Serializer[Any]):
    seat = serializers.UUIDField()
    why = serializers.ChoiceField(WHY)


class ProposalOut(serializers.ModelSerializer[Proposal]):
    state = serializers.ChoiceField(ProposalState.choices)
    left = serializers.SerializerMethodField()

    class Meta:
        model = Proposal
        fields = ["id", "state", "percent", "placed", "left", "keep", "by_road", "asked_at", "ended_at"]
        read_only_fields = fields

    @extend_schema_field(LeftOut(many=True))
    def get_left(self, row: Proposal) -> list[dict[str, str]]:
        return [{"seat": seat, "why": why} for seat, why in row.left.items()]


class NotPublishedOut(serializers.Serializer[Any]):
    seat = serializers.UUIDField()
    code = serializers.CharField()
    detail = serializers.CharField()


class PublishedOut(serializers.Serializer[Any]):
    done = serializers.ListField(child=serializers.UUIDField(), help_text="Seats that go to somebody else now")
    told = serializers.ListField(child=serializers.UUIDField(), help_text="Persons who hear of it")
    refused = NotPublishedOut(many=True, help_text="Seats that stay in the draft, and why")


def people_of(board: Board) -> list[dict[str, Any]]:
    """Everybody of the day, in the order of the members' list."""
    found = []
    for key, person in board.people.items():
        rota = board.candidates[key].rota
        span = rota.on(board.day) if rota is not None and rota.hours else None
        hours = [f"{one:%H:%M}" for one in span or ()] if rota is not None and rota.hours else None
        found.append(
            {
                "person": key,
                "name": person.name,
                "member": key in board.members or key in board.absent,
                "absent": key in board.absent,
                "hours": hours,
                "minutes": minutes_of(board.of(key)),
            }
        )
    return found
