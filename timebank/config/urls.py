"""Every address of the house in one place."""

from typing import Any

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from timebank.config import health
from timebank.operations.watch.metrics import show_metrics

api: list[Any] = [
    path("", include("accounts.access.api")),
    path("", include("accounts.elders.api")),
    path("", include("accounts.rosters.api")),
    path("", include("accounts.surveys.api")),
    path("", include("accounts.policies.api")),
    path("", include("accounts.organisations.api")),
    path("", include("accounts.connections.api")),
    path("", include("timebank.ledger.api")),
    path("", include("timebank.certificates.api")),
    path("", include("timebank.subsidies.api")),
    path("", include("timebank.purses.api")),
    path("", include("services.catalogue.api")),
    path("", include("services.orders.api")),
    path("", include("services.places.api")),
    path("", include("services.meals.api")),
    path("", include("services.standing.api")),
    path("", include("services.dispatch.api")),
    path("", include("services.houses.api")),
    path("", include("services.visits.api")),
    path("", include("services.incidents.api")),
    path("", include("services.merging.api")),
    path("", include("services.activities.api")),
    path("", include("services.associations.api")),
    path("", include("services.referrals.api")),
    path("", include("services.publications.api")),
    path("", include("services.supervision.api")),
    path("", include("services.honours.api")),
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
]

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", show_metrics, name="metrics"),
    path("status/", include("timebank.operations.status.urls")),
    path("api/v1/", include(api)),
    # Nobody changes where a password can be reset to from a phone that happens to be signed in.
    re_path(r"^account/(?:email|confirm-email|phone)(?:/|$)", health.closed),
    path("account/keys/", include("allauth.mfa.urls")),
    path("account/", include("allauth.account.urls")),
    path("", include("frontend.public.urls")),
    path("", include("frontend.shell.urls")),
    path("", include("frontend.offline.urls")),
    path("me/messages/", include("frontend.messages.urls")),
    path("", include("frontend.connections.urls")),
    path("helper/", include("frontend.helper.urls")),
    path("volunteer/", include("frontend.volunteer.urls")),
    path("organisation/", include("frontend.organisation.urls")),
    path("territory/", include("frontend.territory.urls")),
    path("visits/", include("frontend.visits.urls")),
    path("disputes/", include("frontend.disputes.urls")),
    path("desk/", include("frontend.desk.urls")),
    path("report/", include("frontend.incidents.report_urls")),
    path("incidents/", include("frontend.incidents.urls")),
    path("referrals/", include("frontend.referrals.urls")),
    path("publications/", include("frontend.publications.urls")),
    path("knowledge/", include("frontend.publications.read_urls")),
    path("subsidies/", include("frontend.subsidies.urls")),
    path("purses/", include("frontend.purses.urls")),
    path("places/", include("frontend.places.urls")),
    path("activities/", include("frontend.activities.urls")),
    path("associations/", include("frontend.associations.urls")),
    path("meals/", include("frontend.meals.urls")),
    path("supervision/", include("frontend.supervision.urls")),
    path("honours/", include("frontend.honours.urls")),
    path("honoured/", include("frontend.honours.read_urls")),
    path("start/", include("frontend.founding.urls")),
    path("windup/", include("frontend.windup.urls")),
    path("help/", include("frontend.help.urls")),
    path("bank/office/", include("frontend.bank.office.urls")),
    path("bank/", include("frontend.bank.urls")),
    path("checkpoints/", include("frontend.bank.checkpoint_urls")),
]

handler400 = "frontend.shell.errors.bad_request"
handler403 = "frontend.shell.errors.forbidden"
handler404 = "frontend.shell.errors.not_found"
handler500 = "frontend.shell.errors.server_error"
