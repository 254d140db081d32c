"""Pages for those who order on behalf of elders."""

from django.urls import path
from django.views.generic import RedirectView

from frontend.helper import (
    answers,
    elder,
    finding,
    handed,
    home,
    last_week,
    looks,
    order,
    orders,
    papers,
    repeat_start,
    repeats,
    told,
    when,
)

app_name = "helper"
urlpatterns = [
    path("", home.show_home, name="home"),
    path("elders/<uuid:id>/", elder.show_elder, name="elder"),
    path("elders/<uuid:id>/when/", when.choose_when, name="when"),
    path("elders/<uuid:id>/card/", papers.show_card, name="card"),
    path("elders/<uuid:id>/looks/", looks.show_looks, name="looks"),
    path("elders/<uuid:id>/mandate/", papers.show_mandate, name="mandate"),
    path(
        "elders/<uuid:id>/passbook/",
        RedirectView.as_view(pattern_name="bank:elder_book", query_string=True),
        name="passbook",
    ),
    path("elders/<uuid:id>/told/", told.show_untold, name="told"),
    path("elders/<uuid:id>/last-week/", last_week.order_last_week, name="last_week"),
    path("elders/<uuid:id>/repeats/", repeats.show_repeats, name="repeats"),
    path("elders/<uuid:id>/repeats/new/", repeat_start.start_repeat, name="repeat_new"),
    path("repeats/<uuid:id>/", repeats.show_repeat, name="repeat"),
    path("repeats/<uuid:id>/change/", repeat_start.change_repeat, name="repeat_change"),
    path("repeats/<uuid:id>/pause/", repeats.pause_repeat, name="repeat_pause"),
    path("repeats/<uuid:id>/skip/", repeats.skip, name="repeat_skip"),
    path("repeats/<uuid:id>/end/", repeats.end_repeat, name="repeat_end"),
    path("pauses/<uuid:id>/lift/", repeats.lift, name="repeat_lift"),
    path("orders/<uuid:id>/told/", told.answer, name="tell"),
    path("orders/", orders.show_orders, name="orders"),
    path("orders/<uuid:id>/", order.show_order, name="order"),
    path("orders/<uuid:id>/confirm/", answers.confirm, name="confirm"),
    path("orders/<uuid:id>/dispute/", answers.dispute, name="dispute"),
    path("orders/<uuid:id>/cancel/", answers.cancel, name="cancel"),
    path("orders/<uuid:id>/keep/<uuid:row_id>/", handed.keep, name="keep"),
    path("orders/<uuid:id>/ask/", finding.ask, name="ask"),
    path("orders/<uuid:id>/no-show/", answers.miss, name="no_show"),
]
