"""Addresses of visits."""

from django.urls import path

from frontend.visits import day, leaving, pairing, plan, record, urging

app_name = "visits"
urlpatterns = [
    path("", day.show_day, name="day"),
    path("elders/<uuid:elder_id>/", record.show_history, name="history"),
    path("elders/<uuid:elder_id>/new/", record.write, name="new"),
    path("findings/<uuid:finding_id>/", record.decide, name="finding"),
    path("plan/", plan.show_plan, name="plan"),
    path("pairs/", pairing.show_pairs, name="pairs"),
    path("pairs/<uuid:elder_id>/", pairing.pair, name="pair"),
    path("elders/<uuid:elder_id>/urge/", urging.urge, name="urge"),
    path("families/", urging.show_urgings, name="urgings"),
    path("families/<uuid:urging_id>/", urging.show_urging, name="urging"),
    path("families/<uuid:urging_id>/close/", urging.close, name="urging_close"),
    path("families/<uuid:urging_id>/answer/", urging.answer, name="answer"),
    path("leave/<uuid:person_id>/", leaving.leave, name="leave"),
    path("<uuid:visit_id>/", record.show_visit, name="visit"),
]
