"""Programs and calendars outside this house."""

from django.urls import path

from frontend.connections import feed, hooks

app_name = "connections"
urlpatterns = [
    path("me/calendar/", feed.show_feed, name="feed"),
    path("me/calendar/open/", feed.open_address, name="feed_open"),
    path("me/calendar/close/", feed.close_address, name="feed_close"),
    path("calendar/<str:key>.ics", feed.fetch_calendar, name="calendar"),
    path("connections/", hooks.show_webhooks, name="hooks"),
    path("connections/new/", hooks.add_hook, name="hook_new"),
    path("connections/<uuid:webhook_id>/", hooks.show_hook, name="hook"),
    *(
        path(f"connections/<uuid:webhook_id>/{act}/", hooks.act_on_hook, {"act": act}, name=f"hook_{act}")
        for act in hooks.ACTS
    ),
    path("connections/<uuid:webhook_id>/calls/<uuid:call_id>/again/", hooks.send_again, name="call_again"),
]
