"""Emergencies, for those who must act and those whom they concern."""

from django.urls import path

from frontend.incidents import acts, away, board, case, closing

app_name = "incidents"
urlpatterns = [
    path("", board.show_board, name="board"),
    path("list.csv", board.take_list, name="list"),
    path("away/", away.show_away, name="away"),
    path("away/<uuid:absence_id>/end/", away.come_back, name="come_back"),
    path("<uuid:incident_id>/", case.show_case, name="case"),
    path("<uuid:incident_id>/answer/", acts.acknowledge, name="acknowledge"),
    path("<uuid:incident_id>/take-over/", acts.take_over, name="take_over"),
    path("<uuid:incident_id>/progress/", acts.progress, name="progress"),
    path("<uuid:incident_id>/rang/", acts.rang, name="rang"),
    path("<uuid:incident_id>/pictures/", acts.add_a_picture, name="add_picture"),
    path("<uuid:incident_id>/pictures/<uuid:photograph_id>/", case.show_picture, name="picture"),
    path("<uuid:incident_id>/police/", acts.police, name="police"),
    path("<uuid:incident_id>/pause/", acts.pause, name="pause"),
    path("<uuid:incident_id>/hand-over/", acts.hand_over, name="hand_over"),
    path("<uuid:incident_id>/accept/", acts.accept, name="accept"),
    path("<uuid:incident_id>/who/", acts.who, name="who"),
    path("<uuid:incident_id>/link/", acts.link, name="link"),
    path("<uuid:incident_id>/same/", acts.same, name="same"),
    path("<uuid:incident_id>/false-alarm/", acts.false_alarm, name="false_alarm"),
    path("<uuid:incident_id>/closing/", closing.write, name="closing"),
    path("<uuid:incident_id>/closing/decide/", closing.decide, name="decide"),
]
