"""Pages of the phone desk."""

from django.urls import path

from frontend.desk import call, call_backs, home, log, ordering, reminders

app_name = "desk"
urlpatterns = [
    path("", home.show_home, name="home"),
    path("find/", home.find, name="find"),
    path("calls/", home.start, name="start"),
    path("log/", log.show_log, name="log"),
    path("calls/<uuid:call_id>/", call.show_call, name="call"),
    path("calls/<uuid:call_id>/find/", call.find, name="find_caller"),
    path("calls/<uuid:call_id>/who/", call.identify, name="identify"),
    path("calls/<uuid:call_id>/order/", ordering.order, name="order"),
    path("calls/<uuid:call_id>/cancel/", ordering.cancel, name="cancel"),
    path("calls/<uuid:call_id>/ring-back/", call_backs.promise, name="promise"),
    path("calls/<uuid:call_id>/end/", call.hang_up, name="hang_up"),
    path("reminders/", reminders.show_reminders, name="reminders"),
    path("reminders/<uuid:elder_id>/ring/", reminders.ring, name="remind"),
    path("call-backs/", call_backs.show_call_backs, name="call_backs"),
    path("call-backs/<uuid:call_back_id>/ring/", call_backs.ring, name="ring"),
    path("call-backs/<uuid:call_back_id>/give-up/", call_backs.give_up, name="give_up"),
]
