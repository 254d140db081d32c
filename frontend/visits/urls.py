"""Addresses of visits."""

from django.urls import path

from frontend.visits import checks, day, leaving, outings, pairing, paper, plan, queue, record, urging

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
    path("queue/", queue.show_queue, name="queue"),
    path("queue/next/", queue.take_next, name="queue_next"),
    path("queue/sheet/", queue.print_calls, name="queue_sheet"),
    path("queue/<uuid:elder_id>/outcome/", queue.note_outcome, name="queue_outcome"),
    path("elders/<uuid:elder_id>/hours/", queue.note_hours, name="hours"),
    path("rounds/", outings.show_outings, name="outings"),
    path("rounds/<uuid:outing_id>/", outings.show_outing, name="outing"),
    path("sheet/", paper.print_day, name="print"),
    path("sheet/<uuid:sheet_id>/", paper.type_in, name="sheet"),
    path("checks/", checks.show_checks, name="checks"),
    path("checks/<uuid:visit_id>/", checks.note, name="check"),
    path("leave/<uuid:visitor_id>/", leaving.leave, name="leave"),
    path("<uuid:visit_id>/photos/<uuid:photo_id>/", record.show_photo, name="photo"),
    path("<uuid:visit_id>/", record.show_visit, name="visit"),
]
