"""Activities over HTTP: what is on, signing up, who came, closing. One call into one action."""

from django.urls import path

from services.activities.api import activities, guests

urlpatterns = [
    path("activities/", activities.Activities.as_view(), name="api_activities"),
    path("activities/reach/", activities.ReachedVillages.as_view(), name="api_activities_reach"),
    path("activities/<uuid:id>/", activities.OneActivity.as_view(), name="api_activity"),
    path("activities/<uuid:id>/begin/", activities.Begin.as_view(), name="api_begin_activity"),
    path("activities/<uuid:id>/close/", activities.Close.as_view(), name="api_close_activity"),
    path("activities/<uuid:id>/call-off/", activities.CallOff.as_view(), name="api_call_off_activity"),
    path("activities/<uuid:id>/restore/", activities.Restore.as_view(), name="api_restore_activity"),
    path("activities/<uuid:id>/sign-up/", guests.SignUp.as_view(), name="api_sign_up"),
    path("activities/<uuid:id>/guests/", guests.Guests.as_view(), name="api_guests"),
    path("guests/<uuid:id>/end/", guests.EndGuest.as_view(), name="api_end_guest"),
    path("guests/<uuid:id>/rate/", guests.Rate.as_view(), name="api_rate_activity"),
]
