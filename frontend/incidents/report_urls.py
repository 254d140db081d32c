"""Reporting an emergency: open to everybody."""

from django.urls import path

from frontend.incidents import alarm, report

app_name = "report"
urlpatterns = [
    path("", report.report, name="form"),
    path("where/", report.show_where, name="where"),
    path("card/<str:card>/", alarm.show_alarm, name="alarm"),
    path("sent/<str:token>/", report.show_sent, name="sent"),
    path("sent/<str:token>/back/", report.take_back, name="take_back"),
]
