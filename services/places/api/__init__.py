"""Places over HTTP: which there are, who runs them, how safe they are, who comes. One call into one action."""

from django.urls import path

from services.places.api import coverage, places, safety, stays, terms

urlpatterns = [
    path("places/", places.Places.as_view(), name="api_places"),
    path("places/near/", places.NearPlaces.as_view(), name="api_places_near"),
    path("places/coverage/", coverage.Coverage.as_view(), name="api_places_coverage"),
    path("places/safety/", safety.SafetyList.as_view(), name="api_places_safety"),
    path("places/terms/<uuid:id>/end/", terms.EndTerms.as_view(), name="api_end_terms"),
    path("places/checks/<uuid:id>/fix/", safety.Fix.as_view(), name="api_fix_check"),
    path("places/checks/<uuid:id>/withdraw/", safety.Withdraw.as_view(), name="api_withdraw_check"),
    path("places/<uuid:id>/", places.OnePlace.as_view(), name="api_place"),
    path("places/<uuid:id>/close/", places.ClosePlace.as_view(), name="api_close_place"),
    path("places/<uuid:id>/reopen/", places.ReopenPlace.as_view(), name="api_reopen_place"),
    path("places/<uuid:id>/terms/", terms.PlaceTerms.as_view(), name="api_place_terms"),
    path("places/<uuid:id>/checks/", safety.PlaceChecks.as_view(), name="api_place_checks"),
    path("places/<uuid:id>/receive/", stays.Receive.as_view(), name="api_receive_elder"),
    path("places/<uuid:id>/attendance/", stays.Attendance.as_view(), name="api_attendance"),
    path("stays/", stays.Stays.as_view(), name="api_stays"),
    path("stays/<uuid:id>/end/", stays.EndStay.as_view(), name="api_end_stay"),
]
