"""Passbooks, gifts, proofs and corrections over HTTP."""

from django.urls import path

from timebank.ledger.api import views

urlpatterns = [
    path("me/accounts/", views.MyAccounts.as_view(), name="api_my_accounts"),
    path("me/entries/", views.MyEntries.as_view(), name="api_my_entries"),
    path("me/statement/", views.MyStatement.as_view(), name="api_my_statement"),
    path("me/recipients/", views.MyRecipients.as_view(), name="api_my_recipients"),
    path("me/gifts/", views.MyGifts.as_view(), name="api_my_gifts"),
    path("me/donations/", views.MyDonations.as_view(), name="api_my_donations"),
    path("transfers/<uuid:id>/reversal/", views.Reverse.as_view(), name="api_request_reversal"),
    path("reversals/", views.Reversals.as_view(), name="api_reversals"),
    path("reversals/<uuid:id>/decide/", views.Decide.as_view(), name="api_decide_reversal"),
    path("checkpoints/", views.Checkpoints.as_view(), name="api_checkpoints"),
    path("statements/check/", views.CheckStatement.as_view(), name="api_check_statement"),
]
