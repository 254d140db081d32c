"""One page."""

from django.urls import path

from timebank.operations.status.page import show_status

app_name = "operations"
urlpatterns = [path("", show_status, name="status")]
