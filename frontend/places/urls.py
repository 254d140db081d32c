"""Addresses of places."""

from django.urls import path

from frontend.places import coming, covering, keeping, public, running, safety

app_name = "places"
urlpatterns = [
    path("", public.show_places, name="list"),
    path("<uuid:place_id>/", public.show_place, name="place"),
    path("<uuid:place_id>/day/", coming.show_day, name="day"),
    path("<uuid:place_id>/attendance/", coming.show_attendance, name="attendance"),
    path("stays/<uuid:id>/", coming.show_stays, name="stays"),
    path("stay/<uuid:stay_id>/", coming.turn_stay, name="stay"),
    path("coverage/", covering.show_coverage, name="coverage"),
    path("safety/", safety.show_safety, name="safety"),
    path("checks/<uuid:check_id>/", safety.turn_check, name="check"),
    path("kept/", keeping.show_kept, name="kept"),
    path("kept/new/", keeping.enter, name="new"),
    path("kept/<uuid:place_id>/", keeping.change, name="change"),
    path("kept/<uuid:place_id>/door/", keeping.turn, name="door"),
    path("kept/<uuid:place_id>/terms/", running.show_terms, name="terms"),
    path("kept/<uuid:place_id>/budget/", running.start_budget, name="budget"),
    path("kept/<uuid:place_id>/safety/", safety.show_checks, name="checks"),
    path("kept/<uuid:place_id>/merge/", running.show_merge, name="merge"),
    path("merges/<uuid:merge_id>/part/", running.part, name="part"),
]
