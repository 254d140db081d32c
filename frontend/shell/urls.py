"""Pages that belong to nobody's journey in particular."""

from django.urls import path

from frontend.shell import gallery, home, inbox, looks, me, preferences, region_picker

app_name = "shell"
urlpatterns = [
    path("home/", home.go_home, name="home"),
    path("inbox/", inbox.show_inbox, name="inbox"),
    path("inbox/unread/", inbox.count_unread, name="unread"),
    path("me/", me.show_me, name="me"),
    path("me/dialect/", me.speak, name="dialect"),
    path("me/looks/", looks.show_own_looks, name="looks"),
    path("language/", preferences.choose_language, name="language"),
    path("mode/", preferences.choose_mode, name="mode"),
    path("regions/", region_picker.show_picker, name="regions"),
    path("design/", gallery.show_gallery, name="design"),
]
