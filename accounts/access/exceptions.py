"""One shape for every error of the API: {type, errors: [{code, detail, attr}], code}."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext_lazy as _
from drf_standardized_errors.handler import exception_handler as standard_handler
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from accounts.refusals import Refusal


class TooLarge(APIException):
    status_code = 413
    default_code = "too_large"
    default_detail = _("That is more than we take in one request.")


class _Answer(APIException):
    """A Refusal in the framework's clothes."""

    def __init__(self, refusal: Refusal) -> None:
        self.status_code = refusal.status
        super().__init__(detail=str(refusal), code=refusal.code)


def exception_handler(error: Exception, context: Any) -> Response | None:
    """Turn refusals and framework errors into the standard body with a top-level stable ``code``."""
    if isinstance(error, RequestDataTooBig):
        error = TooLarge()
    response = standard_handler(_Answer(error) if isinstance(error, Refusal) else error, context)
    if response is not None and isinstance(response.data, dict) and response.data.get("errors"):
        first = response.data["errors"][0]
        if isinstance(error, Refusal):
            first["attr"] = error.field
        response.data["code"] = first["code"]
    return response
