"""Addresses of associations."""

from django.urls import path

from frontend.associations import elder, fees, front, members, rounds

app_name = "associations"
urlpatterns = [
    path("", front.show_all, name="all"),
    path("for/<uuid:id>/", elder.show_elder, name="elder"),
    path("rounds/<uuid:round_id>/order/", elder.order, name="order"),
    path("<uuid:organisation_id>/", front.show_front, name="front"),
    path("<uuid:organisation_id>/members/", members.show_members, name="members"),
    path("<uuid:organisation_id>/members/new/", members.join, name="join"),
    path("<uuid:organisation_id>/members/<uuid:membership_id>/", members.show_member, name="member"),
    path("<uuid:organisation_id>/fees/", fees.show_fees, name="fees"),
    path("<uuid:organisation_id>/fees/<uuid:fee_id>/back/", members.take_back, name="fee_back"),
    path("<uuid:organisation_id>/pairs/", rounds.show_pairs, name="pairs"),
    path("<uuid:organisation_id>/pairs/<uuid:pair_id>/end/", rounds.part, name="part"),
    path("<uuid:organisation_id>/rounds/", rounds.show_rounds, name="rounds"),
    path("<uuid:organisation_id>/rounds/<uuid:round_id>/end/", rounds.end, name="round_end"),
    path("<uuid:organisation_id>/rounds/<uuid:round_id>/<str:on>/", rounds.write_look, name="look"),
    path("<uuid:organisation_id>/help/", rounds.write_help, name="help"),
]
