"""What works without signal."""

from django.urls import path

from frontend.offline import pages

app_name = "offline"
urlpatterns = [
    path("worker.js", pages.serve_worker, name="worker"),
    path("offline/page/", pages.show_shell, name="shell"),
    path("offline/queue/", pages.show_queue, name="queue"),
    path("offline/pulse/", pages.feel_pulse, name="pulse"),
]
