"""Addresses of gifts for orders, the pool, and everything that pays for one elder."""

from django.urls import path

from frontend.purses import elder, given

app_name = "purses"
urlpatterns = [
    path("", given.show_given, name="given"),
    path("elders/<uuid:elder_id>/", elder.show_elder, name="elder"),
    path("elders/<uuid:elder_id>/pool/", elder.grant, name="grant"),
    path("grants/<uuid:grant_id>/end/", elder.end, name="end"),
    path("<uuid:purse_id>/return/", elder.give_back, name="return"),
]
