"""What goes in and out of gifts for orders and the pool."""

from typing import Any

from rest_framework import serializers

from timebank.purses.actions.grant_pool import MOST_A_MONTH


class PurseIn(serializers.Serializer[Any]):
    elder = serializers.UUIDField()
    amount = serializers.IntegerField(min_value=1, max_value=1_000_000, help_text="Minutes")
    words = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class PurseOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    elder = serializers.UUIDField(source="elder_id")
    giver = serializers.CharField(source="giver.name")
    minutes = serializers.IntegerField(help_text="As given")
    left = serializers.IntegerField(help_text="Minutes that nobody has set aside or used")
    words = serializers.CharField()
    given_at = serializers.DateTimeField()
    last_on = serializers.DateField(help_text="What is not used by then goes back")
    back_at = serializers.DateTimeField(allow_null=True)


class ReturnIn(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")


class Returned(serializers.Serializer[Any]):
    minutes = serializers.IntegerField()


class PoolGrantIn(serializers.Serializer[Any]):
    minutes_a_month = serializers.IntegerField(min_value=1, max_value=MOST_A_MONTH)
    first_on = serializers.DateField()
    last_on = serializers.DateField(required=False, allow_null=True, default=None)
    because = serializers.CharField(max_length=200)
    citation = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class PoolGrantOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    minutes_a_month = serializers.IntegerField()
    first_on = serializers.DateField(source="days.lower")
    last_on = serializers.SerializerMethodField()
    because = serializers.CharField()
    citation = serializers.CharField()
    granted_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)

    def get_last_on(self, grant: Any) -> str | None:
        return grant.last_on.isoformat() if grant.last_on is not None else None
