"""Pages of villages, townships, the county and its telephone desk."""

from django.urls import path

from frontend.territory import (
    catalogue,
    certificates,
    elders,
    figures,
    order,
    ordering,
    orders,
    policies,
    policy_draft,
    records,
    roles,
)

app_name = "territory"
urlpatterns = [
    path("", orders.show_orders, name="orders"),
    path("orders/<uuid:order_id>/", order.show_order, name="order"),
    path("orders/<uuid:order_id>/confirm/", order.confirm, name="confirm"),
    path("orders/<uuid:order_id>/dispute/", order.dispute, name="dispute"),
    path("orders/<uuid:order_id>/cancel/", order.cancel, name="cancel"),
    path("orders/<uuid:order_id>/no-show/", order.miss, name="no_show"),
    path("orders/<uuid:order_id>/resolve/", order.resolve, name="resolve"),
    path("figures/", figures.show_figures, name="figures"),
    path("elders/", elders.show_elders, name="elders"),
    path("elders/<uuid:elder_id>/", elders.show_elder, name="elder"),
    path("elders/<uuid:elder_id>/order/", ordering.order_for_elder, name="place"),
    path("records/", records.show_records, name="records"),
    path("records/sheet/", records.download_records, name="records_sheet"),
    path("calls/", records.show_calls, name="calls"),
    path("corrections/", records.show_corrections, name="corrections"),
    path("corrections/<uuid:ticket_id>/", records.show_correction, name="correction"),
    path("certificates/", certificates.show_certificate, name="certificates"),
    path("roles/", roles.show_roles, name="roles"),
    path("roles/<uuid:grant_id>/take/", roles.take_back, name="take_role"),
    path("catalogue/", catalogue.show_catalogue, name="catalogue"),
    path("catalogue/<uuid:item_id>/", catalogue.change_item, name="item"),
    path("rules/", policies.show_rules, name="rules"),
    path("rules/new/", policy_draft.write_draft, name="draft_new"),
    path("rules/preset/", policy_draft.start_from_preset, name="draft_preset"),
    path("rules/drafts/<uuid:draft_id>/", policy_draft.show_draft, name="draft"),
    path("rules/drafts/<uuid:draft_id>/edit/", policy_draft.write_draft, name="draft_edit"),
    path("rules/drafts/<uuid:draft_id>/trial/", policy_draft.try_draft, name="draft_trial"),
    path("rules/drafts/<uuid:draft_id>/submit/", policy_draft.submit, name="draft_submit"),
    path("rules/drafts/<uuid:draft_id>/withdraw/", policy_draft.withdraw, name="draft_withdraw"),
    path("rules/drafts/<uuid:draft_id>/decide/", policy_draft.decide, name="draft_decide"),
    path("rules/<str:code>/", policies.show_rule, name="rule"),
]
