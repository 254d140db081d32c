"""Pages open to everybody."""

from django.urls import path

from frontend.public import landing, organisations, rules, service_list, supporter, verify

app_name = "public"
urlpatterns = [
    path("", landing.show_landing, name="landing"),
    path("elder/", landing.show_elder, name="elder"),
    path("services/", service_list.show_services, name="services"),
    path("services/editions/", service_list.show_editions, name="editions"),
    path("services/editions/<int:number>/", service_list.show_edition, name="edition"),
    path("services/poster/", service_list.show_poster, name="poster"),
    path("organisations/", organisations.show_organisations, name="organisations"),
    path("organisations/<uuid:organisation_id>/", organisations.show_organisation, name="organisation"),
    path("rules/", rules.show_rules, name="rules"),
    path("family/<str:token>/", supporter.report, name="family"),
    path("verify/", verify.ask, name="verify"),
    path("verify/<str:serial>/", verify.answer, name="certificate"),
]
