"""``Idempotency-Key`` on every POST of the API: the same request twice has one effect and one answer."""

import hashlib
import json
from http import HTTPStatus
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accounts.journal.actions.forget_answers import KEPT
from accounts.journal.models import AnsweredRequest
from accounts.refusals import Refusal

HEADER = "Idempotency-Key"
MAX_KEY_LENGTH = 200
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description=(
        "Any string of at most 200 characters; the same key again gets the first answer and no second effect,"
        f" for {KEPT.days} days."
    ),
)


class KeyReused(Refusal):
    code = "idempotency_key_reused"
    sentence = _("This Idempotency-Key was used before with other content.")
    status = 422


class KeyTooLong(Refusal):
    code = "idempotency_key_too_long"
    sentence = _("An Idempotency-Key has at most 200 characters.")
    status = 400


class AlreadyAnswered(Exception):
    """The key was used before for the same: the answer it got is in ``earlier``."""

    def __init__(self, earlier: AnsweredRequest) -> None:
        self.earlier = earlier


def take_key(*, user: Any, key: str, content: bytes) -> AnsweredRequest:
    """Take the key for this request, in the transaction of its effect; another with the same key waits until it ends.

    Raises AlreadyAnswered, KeyReused for other content, KeyTooLong.
    """
    if len(key) > MAX_KEY_LENGTH:
        raise KeyTooLong
    fingerprint = hashlib.sha256(content).hexdigest()
    try:
        with transaction.atomic():
            return AnsweredRequest.objects.create(user=user, key=key, fingerprint=fingerprint)
    except IntegrityError:
        earlier = AnsweredRequest.objects.get(user=user, key=key)
        if earlier.fingerprint != fingerprint:
            raise KeyReused from None
        raise AlreadyAnswered(earlier) from None


def keep_answer(answered: AnsweredRequest, *, status: int, body: Any) -> None:
    """Keep the answer for whoever asks again.

    A conflict (409) and a limit (429) are about the moment, not about the request: not kept.
    """
    if status in (HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS):
        answered.delete()
        return
    answered.status, answered.body = status, body
    answered.save(update_fields=["status", "body"])


class Idempotent:
    """Mix in before the view class. The key, the effect and the answer are written in one transaction.

    A second request with the key waits at the unique index until the first has ended. Refusals (4xx) are kept
    as answers too, but for conflicts and limits; a failure of ours (5xx) is not, so that a retry can succeed.
    """

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST" or HEADER not in request.headers:
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        self._key = request.headers[HEADER]
        with transaction.atomic():
            response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                transaction.set_rollback(True)
            elif (answered := getattr(self, "_answered", None)) is not None:
                said = JSONRenderer().render(response.data)
                body = json.loads(said or b"null")  # 204 says nothing, and is an answer too
                keep_answer(answered, status=response.status_code, body=body)
        return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        if (key := getattr(self, "_key", None)) is None:
            return
        content = b"\n".join([str(request.method).encode(), request.get_full_path().encode(), request._request.body])
        self._answered = take_key(user=request.user, key=key, content=content)

    def handle_exception(self, error: Exception) -> Response:
        if isinstance(error, AlreadyAnswered):
            return Response(error.earlier.body, status=error.earlier.status, headers={"Idempotent-Replay": "true"})
        return super().handle_exception(error)  # type: ignore[misc]


class Act(Idempotent, APIView):
    """Base of the POST endpoints: validate the body, call the action, answer."""

    shape: type[Serializer[Any]] | None = None

    def entered(self, request: Request) -> dict[str, Any]:
        if self.shape is None:
            return {}
        serializer = self.shape(data=request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)
