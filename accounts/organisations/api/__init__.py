"""Organisations over HTTP."""

from django.urls import path

from accounts.organisations.api import papers, views

urlpatterns = [
    path("organisations/<uuid:id>/papers/", papers.Papers.as_view(), name="api_papers"),
    path("organisations/members/<uuid:id>/consents/", papers.Consents.as_view(), name="api_consents"),
    path("organisations/consents/<uuid:id>/withdraw/", papers.WithdrawConsent.as_view(), name="api_withdraw_consent"),
    path("organisations/", views.Organisations.as_view(), name="api_organisations"),
    path("organisations/<uuid:id>/", views.OneOrganisation.as_view(), name="api_organisation"),
    path("organisations/<uuid:id>/decide/", views.Decide.as_view(), name="api_organisation_decide"),
    path("organisations/<uuid:id>/members/", views.Members.as_view(), name="api_members"),
    path("organisations/<uuid:id>/join-requests/", views.JoinRequests.as_view(), name="api_join_requests"),
    path("organisations/<uuid:id>/contracts/", views.Contracts.as_view(), name="api_contracts"),
    path("organisations/<uuid:id>/contracts/sign/", views.SignContract.as_view(), name="api_sign_contract"),
    path("organisations/members/<uuid:id>/hours/", views.MemberWeek.as_view(), name="api_member_hours"),
    path("organisations/members/<uuid:id>/absences/", views.Absences.as_view(), name="api_absences"),
    path("organisations/absences/<uuid:id>/cancel/", views.CancelAbsence.as_view(), name="api_cancel_absence"),
    path("organisations/join-requests/<uuid:id>/answer/", views.AnswerJoining.as_view(), name="api_answer_joining"),
    path("organisations/contracts/<uuid:id>/end/", views.EndContract.as_view(), name="api_end_contract"),
]
