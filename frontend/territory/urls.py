"""Pages of villages, townships, the county and its telephone desk."""

from django.urls import path

from frontend.territory import catalogue, elders, figures, order, ordering, orders, roles

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
    path("roles/", roles.show_roles, name="roles"),
    path("roles/<uuid:grant_id>/take/", roles.take_back, name="take_role"),
    path("catalogue/", catalogue.show_catalogue, name="catalogue"),
    path("catalogue/<uuid:item_id>/", catalogue.change_item, name="item"),
]
