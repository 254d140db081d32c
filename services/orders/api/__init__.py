"""Orders, the board and assignments over HTTP."""

from django.urls import path

from services.orders.api import views

urlpatterns = [
    path("me/assignments/", views.MyAssignments.as_view(), name="api_my_assignments"),
    path("board/", views.Board.as_view(), name="api_board"),
    path("orders/", views.Orders.as_view(), name="api_orders"),
    path("orders/<uuid:id>/", views.OrderDetail.as_view(), name="api_order"),
    path("orders/<uuid:id>/claim/", views.Claim.as_view(), name="api_claim"),
    path("orders/<uuid:id>/claim-for-organisation/", views.ClaimForOrganisation.as_view(), name="api_claim_for"),
    path("orders/<uuid:id>/confirm/", views.Confirm.as_view(), name="api_confirm"),
    path("orders/<uuid:id>/dispute/", views.Dispute.as_view(), name="api_dispute"),
    path("orders/<uuid:id>/cancel/", views.Cancel.as_view(), name="api_cancel"),
    path("assignments/<uuid:id>/assign/", views.Assign.as_view(), name="api_assign"),
    path("assignments/<uuid:id>/check-in/", views.CheckIn.as_view(), name="api_check_in"),
    path("assignments/<uuid:id>/check-out/", views.CheckOut.as_view(), name="api_check_out"),
    path("assignments/<uuid:id>/withdraw/", views.Withdraw.as_view(), name="api_withdraw"),
    path("assignments/<uuid:id>/no-show/", views.NoShow.as_view(), name="api_no_show"),
]
