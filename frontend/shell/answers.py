"""Answers that several journeys give."""

from django.http.response import HttpResponseRedirectBase


class SeeOther(HttpResponseRedirectBase):
    """303: whatever was sent, read the answer with GET."""

    status_code = 303
