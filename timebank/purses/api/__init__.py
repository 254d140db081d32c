"""Gifts for orders and the use of the community pool over HTTP."""

from django.urls import path

from timebank.purses.api import views

urlpatterns = [
    path("me/purses/", views.MyPurses.as_view(), name="api_my_purses"),
    path("elders/<uuid:id>/purses/", views.EldersPurses.as_view(), name="api_elder_purses"),
    path("purses/<uuid:id>/return/", views.Return.as_view(), name="api_return_purse"),
    path("elders/<uuid:id>/pool-grants/", views.PoolGrants.as_view(), name="api_pool_grants"),
    path("pool-grants/<uuid:id>/end/", views.EndGrant.as_view(), name="api_end_pool_grant"),
]
