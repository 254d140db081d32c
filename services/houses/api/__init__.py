"""Hours that organisations stand by and work they hand over, over HTTP."""

from django.urls import path

from services.houses.api import absences, handovers, hours, ratings

HOUSE = "organisations/<uuid:id>"
urlpatterns = [
    path(f"{HOUSE}/hours/", hours.HoursToApprove.as_view(), name="api_hours_to_approve"),
    path(f"{HOUSE}/hours/approve/", hours.ApproveHours.as_view(), name="api_approve_hours"),
    path("assignments/<uuid:id>/hours/ask/", hours.QueryHours.as_view(), name="api_query_hours"),
    path("assignments/<uuid:id>/hours/answer/", hours.AnswerHours.as_view(), name="api_answer_hours"),
    path("organisations/members/<uuid:id>/away/", absences.Away.as_view(), name="api_away"),
    path("orders/<uuid:id>/rating/", ratings.CorrectRating.as_view(), name="api_correct_rating"),
    path(f"{HOUSE}/handovers/", handovers.Handovers.as_view(), name="api_handovers"),
    path("handovers/<uuid:id>/answer/", handovers.Answer.as_view(), name="api_handover_answer"),
    path("handovers/<uuid:id>/withdraw/", handovers.Withdraw.as_view(), name="api_handover_withdraw"),
    path("handovers/seats/<uuid:id>/object/", handovers.Objection.as_view(), name="api_handover_object"),
]
