"""The address of live updates."""

from django.urls import URLPattern, URLResolver, path

from frontend.live.consumers import LiveConsumer

websocket_urlpatterns: list[URLPattern | URLResolver] = [path("live/", LiveConsumer.as_asgi())]
