"""Addresses of visits."""

from django.urls import path

from frontend.visits import day, pairing, plan, record

app_name = "visits"
urlpatterns = [
    path("", day.show_day, name="day"),
    path("elders/<uuid:elder_id>/", record.show_history, name="history"),
    path("elders/<uuid:elder_id>/new/", record.write, name="new"),
    path("findings/<uuid:finding_id>/", record.decide, name="finding"),
    path("plan/", plan.show_plan, name="plan"),
    path("pairs/", pairing.show_pairs, name="pairs"),
    path("pairs/<uuid:elder_id>/", pairing.pair, name="pair"),
    path("<uuid:visit_id>/", record.show_visit, name="visit"),
]
