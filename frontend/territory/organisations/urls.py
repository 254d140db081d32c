"""Organisations of a territory: who waits, who serves, what is bought from them."""

from django.urls import path

from frontend.territory.organisations import contracts, judging, workforce

urlpatterns = [
    path("", judging.show_organisations, name="organisations"),
    path("workforce/", workforce.show_workforce, name="workforce"),
    path("<uuid:organisation_id>/", judging.show_organisation, name="organisation"),
    path("<uuid:organisation_id>/decide/", judging.decide, name="organisation_decide"),
    path("<uuid:organisation_id>/papers/<uuid:paper_id>/", judging.show_paper, name="organisation_paper"),
    path("<uuid:organisation_id>/contracts/new/", contracts.sign, name="contract_new"),
    path("contracts/<uuid:contract_id>/end/", contracts.end, name="contract_end"),
    path("contracts/<uuid:contract_id>/file/", contracts.show_document, name="contract_file"),
]
