"""An organisation's day over HTTP."""

from django.urls import path

from services.dispatch.api import views

DAY = "organisations/<uuid:id>/days/<str:day>"
urlpatterns = [
    path(f"{DAY}/", views.OneDay.as_view(), name="api_day"),
    path(f"{DAY}/changes/", views.ChangesSince.as_view(), name="api_day_changes"),
    path(f"{DAY}/undo/", views.Undo.as_view(), name="api_day_undo"),
    path(f"{DAY}/discard/", views.Discard.as_view(), name="api_day_discard"),
    path(f"{DAY}/proposal/", views.Propose.as_view(), name="api_day_proposal"),
    path(f"{DAY}/publish/", views.Publish.as_view(), name="api_day_publish"),
    path("assignments/<uuid:id>/fits/", views.Fits.as_view(), name="api_seat_fits"),
    path("assignments/<uuid:id>/place/", views.Place.as_view(), name="api_seat_place"),
    path("assignments/<uuid:id>/pin/", views.Pin.as_view(), name="api_seat_pin"),
]
