"""One shape for every error of the API: {type, errors: [{code, detail, attr}], code}."""

from typing import Any

from drf_standardized_errors.handler import exception_handler as standard_handler
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from accounts.refusals import Refusal


class _Answer(APIException):
    """A Refusal in the framework's clothes."""

    def __init__(self, refusal: Refusal) -> None:
        self.status_code = refusal.status
        super().__init__(detail=str(refusal), code=refusal.code)


def exception_handler(error: Exception, context: Any) -> Response | None:
    """Turn refusals and framework errors into the standard body with a top-level stable ``code``."""
    response = standard_handler(_Answer(error) if isinstance(error, Refusal) else error, context)
    if response is not None and isinstance(response.data, dict) and response.data.get("errors"):
        first = response.data["errors"][0]
        if isinstance(error, Refusal):
            first["attr"] = error.field
        response.data["code"] = first["code"]
    return response
