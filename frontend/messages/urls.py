"""How one is told, and what was sent."""

from django.urls import path

from frontend.messages import choices, devices, sent

app_name = "messages"
urlpatterns = [
    path("", choices.show_choices, name="choices"),
    path("sent/", sent.show_sent, name="sent"),
    path("phones/", devices.add_device, name="device_add"),
    path("phones/<uuid:id>/end/", devices.end_device, name="device_end"),
]
