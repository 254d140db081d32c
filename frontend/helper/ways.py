"""Where a page leads after something was done."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse


def see_other(name: str, *args: Any) -> HttpResponse:
    """303: what was sent is done, look there now. Going back or reloading does not send it again."""
    return HttpResponse(status=303, headers={"Location": reverse(name, args=args)})
