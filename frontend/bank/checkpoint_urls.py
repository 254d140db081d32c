"""The seals of the books, open to everybody."""

from django.urls import path

from frontend.bank import check, checkpoints

app_name = "checkpoints"
urlpatterns = [
    path("", checkpoints.show_list, name="list"),
    path("latest/", checkpoints.show_latest, name="latest"),
    path("keys.json", checkpoints.show_keys, name="keys"),
    path("check/", check.check_statement, name="check"),
    path("<int:number>/", checkpoints.show_one, name="one"),
    path("<int:number>.json", checkpoints.show_json, name="json"),
    path("<int:number>.pdf", checkpoints.show_pdf, name="pdf"),
]
