"""The usual addresses, a trivial authenticated POST and a trivial page."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from timebank.config.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class Nothing(APIView):
    """Authenticates, parses the body, answers; touches no table of ours."""

    def post(self, request: Request) -> Response:
        return Response({"got": len(request.data)})


def trivial(request: HttpRequest) -> HttpResponse:
    """Through every middleware, and knows who asks."""
    return HttpResponse(f"<!doctype html><title>.</title><p>{request.user.is_authenticated}")


urlpatterns = [*urlpatterns, path("bench/nothing/", Nothing.as_view()), path("bench/page/", trivial)]
