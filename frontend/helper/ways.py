"""Where a page leads after something was done."""

from typing import Any

from django.http import HttpResponseRedirect
from django.urls import reverse


class SeeOther(HttpResponseRedirect):
    """What was sent is done, look there now. Going back or reloading does not send it again."""

    status_code = 303


def see_other(name: str, *args: Any) -> SeeOther:
    """303 to a page of ours."""
    return SeeOther(reverse(name, args=args))
