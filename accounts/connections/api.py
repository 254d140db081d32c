"""Webhooks over HTTP: list, add, change, try, pause, go on, a new secret, end; the calls of one, and one once more."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.access.idempotency import IDEMPOTENCY_KEY, Act
from accounts.connections.actions.add_webhook import add_webhook
from accounts.connections.actions.change_webhook import change_webhook
from accounts.connections.actions.checking import LONGEST_ADDRESS, LONGEST_TITLE
from accounts.connections.actions.end_webhook import end_webhook
from accounts.connections.actions.pause_webhook import pause_webhook
from accounts.connections.actions.renew_secret import renew_secret
from accounts.connections.actions.resend_call import resend_call
from accounts.connections.actions.resume_webhook import resume_webhook
from accounts.connections.actions.try_webhook import try_webhook
from accounts.connections.enums import CallState, Subject
from accounts.connections.models import Webhook, WebhookCall
from accounts.connections.queries import calls_of, webhook_for, webhooks_of


class WebhookChange(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=LONGEST_TITLE)
    address = serializers.CharField(max_length=LONGEST_ADDRESS, help_text="https, in the public internet")
    subjects = serializers.ListField(child=serializers.ChoiceField(Subject.choices), allow_empty=False, max_length=10)


class WebhookIn(WebhookChange):
    """One of ``region`` and ``organisation``."""

    region = serializers.CharField(max_length=12, required=False, allow_blank=True, default="")
    organisation = serializers.UUIDField(required=False, allow_null=True, default=None)


class WebhookOut(serializers.Serializer[Webhook]):
    id = serializers.UUIDField()
    region = serializers.CharField(source="region_id", allow_null=True)
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    title = serializers.CharField()
    address = serializers.CharField()
    subjects = serializers.ListField(child=serializers.CharField())
    added_at = serializers.DateTimeField()
    paused_at = serializers.DateTimeField(allow_null=True)


class WebhookWithSecret(WebhookOut):
    secret = serializers.CharField(help_text="Signs every call, Standard Webhooks: whsec_ and base64")


class CallOut(serializers.Serializer[WebhookCall]):
    id = serializers.UUIDField()
    type = serializers.CharField(source="event.name")
    sequence = serializers.IntegerField(source="event_id")
    state = serializers.ChoiceField(CallState.choices)
    attempts = serializers.IntegerField()
    outcome = serializers.CharField(help_text="HTTP status of the answer, or what went wrong")
    next_try_at = serializers.DateTimeField(allow_null=True)


def _said(webhook: Webhook, *, secret: bool = False, status: int = 200) -> Response:
    shape: Any = WebhookWithSecret if secret else WebhookOut
    return Response(shape(webhook).data, status=status)


class Webhooks(Act):
    shape = WebhookIn

    @extend_schema(operation_id="webhooks_list", responses=WebhookOut(many=True))
    def get(self, request: Request) -> Response:
        """Those of one's territories and organisations, the newest first."""
        shape: Any = WebhookOut
        return Response(shape(webhooks_of(request.user), many=True).data)

    @extend_schema(request=WebhookIn, responses={201: WebhookWithSecret}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request) -> Response:
        """Add one; the answer carries its secret."""
        data = self.entered(request)
        owner = {"region_code": data.pop("region"), "organisation_id": data.pop("organisation")}
        return _said(add_webhook(by=request.user, at=timezone.now(), **data, **owner), secret=True, status=201)


class WebhookDetail(Act):
    shape = WebhookChange

    @extend_schema(operation_id="webhooks_read", responses=WebhookWithSecret)
    def get(self, request: Request, id: UUID) -> Response:
        return _said(webhook_for(request.user, id), secret=True)

    @extend_schema(
        operation_id="webhooks_change", request=WebhookChange, responses=WebhookOut, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request, id: UUID) -> Response:
        """Another name, address and choice of subjects."""
        data = self.entered(request)
        return _said(change_webhook(by=request.user, at=timezone.now(), webhook_id=id, **data))


class ActOnWebhook(Act):
    """Base: one action without a body."""

    deed: Any = None

    @extend_schema(request=None, responses=WebhookOut, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        return _said(type(self).deed(by=request.user, at=timezone.now(), webhook_id=id))


class PauseWebhook(ActOnWebhook):
    """Keep what happens, send nothing."""

    deed = staticmethod(pause_webhook)


class ResumeWebhook(ActOnWebhook):
    """Send what has waited."""

    deed = staticmethod(resume_webhook)


class EndWebhook(ActOnWebhook):
    """Send nothing more."""

    deed = staticmethod(end_webhook)


class RenewSecret(Act):
    @extend_schema(request=None, responses=WebhookWithSecret, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """A new secret from now on."""
        return _said(renew_secret(by=request.user, at=timezone.now(), webhook_id=id), secret=True)


class TryWebhook(Act):
    @extend_schema(request=None, responses={202: CallOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID) -> Response:
        """Queue a call that means nothing."""
        shape: Any = CallOut
        return Response(shape(try_webhook(by=request.user, at=timezone.now(), webhook_id=id)).data, status=202)


class WebhookCalls(generics.ListAPIView[WebhookCall]):
    """Its calls, newest first."""

    serializer_class = CallOut

    def get_queryset(self) -> QuerySet[WebhookCall]:
        if getattr(self, "swagger_fake_view", False):
            return WebhookCall.objects.none()
        return calls_of(webhook_for(self.request.user, self.kwargs["id"]))


class ResendCall(Act):
    @extend_schema(request=None, responses={202: CallOut}, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, id: UUID, call_id: UUID) -> Response:
        """The same call once more, with the same id."""
        call = resend_call(by=request.user, at=timezone.now(), webhook_id=id, call_id=call_id)
        shape: Any = CallOut
        return Response(shape(call).data, status=202)


urlpatterns = [
    path("webhooks/", Webhooks.as_view(), name="api_webhooks"),
    path("webhooks/<uuid:id>/", WebhookDetail.as_view(), name="api_webhook"),
    path("webhooks/<uuid:id>/try/", TryWebhook.as_view(), name="api_try_webhook"),
    path("webhooks/<uuid:id>/pause/", PauseWebhook.as_view(), name="api_pause_webhook"),
    path("webhooks/<uuid:id>/resume/", ResumeWebhook.as_view(), name="api_resume_webhook"),
    path("webhooks/<uuid:id>/secret/", RenewSecret.as_view(), name="api_renew_secret"),
    path("webhooks/<uuid:id>/end/", EndWebhook.as_view(), name="api_end_webhook"),
    path("webhooks/<uuid:id>/calls/", WebhookCalls.as_view(), name="api_webhook_calls"),
    path("webhooks/<uuid:id>/calls/<uuid:call_id>/again/", ResendCall.as_view(), name="api_resend_call"),
]
