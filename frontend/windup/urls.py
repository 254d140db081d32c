"""Ending well: everything of a county, statements for all, and the steps to the end."""

from django.urls import path

from frontend.windup import county, organisation, statements, takeouts

app_name = "windup"
urlpatterns = [
    path("", county.show_county, name="county"),
    path("propose/", county.propose, name="propose"),
    path("announce/", county.announce, name="announce"),
    path("withdraw/", county.withdraw, name="withdraw"),
    path("close/", county.close, name="close"),
    path("takeouts/<uuid:request_id>/", takeouts.show_takeout, name="takeout"),
    path("takeouts/<uuid:request_id>/file/", takeouts.take_file, name="takeout_file"),
    path("statements/", statements.begin, name="statements_begin"),
    path("statements/<uuid:run_id>/", statements.show_run, name="statements"),
    path("statements/<uuid:run_id>/<str:place>/", statements.print_place, name="statements_place"),
    path("organisations/<uuid:organisation_id>/", organisation.show_organisation, name="organisation"),
    path(
        "organisations/<uuid:organisation_id>/<uuid:account_id>.json",
        organisation.take_statement,
        name="organisation_statement",
    ),
]
