"""Orders, the board and assignments over HTTP."""

from django.urls import path

from services.orders.api import finding, pictures, quoting, views

urlpatterns = [
    path("me/assignments/", views.MyAssignments.as_view(), name="api_my_assignments"),
    path("board/", views.Board.as_view(), name="api_board"),
    path("orders/", views.Orders.as_view(), name="api_orders"),
    path("orders/quote/", quoting.QuoteOrder.as_view(), name="api_quote"),
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
    path("assignments/<uuid:id>/no-show/answer/", finding.AnswerNoShow.as_view(), name="api_no_show_answer"),
    path("assignments/<uuid:id>/no-show/strike/", finding.StrikeNoShow.as_view(), name="api_no_show_strike"),
    path("me/offers/", finding.MyOffers.as_view(), name="api_my_offers"),
    path("me/lines/", finding.MyLines.as_view(), name="api_my_lines"),
    path("orders/<uuid:id>/fitting/", finding.Fitting.as_view(), name="api_fitting"),
    path("orders/<uuid:id>/offers/", finding.Offer.as_view(), name="api_offer"),
    path("assignments/<uuid:id>/accept/", finding.Accept.as_view(), name="api_accept"),
    path("assignments/<uuid:id>/decline/", finding.Decline.as_view(), name="api_decline"),
    path("orders/<uuid:id>/line/", finding.Line.as_view(), name="api_line"),
    path("orders/<uuid:id>/line/leave/", finding.LeaveLine.as_view(), name="api_line_leave"),
    path("orders/<uuid:id>/call-back/", finding.Ring.as_view(), name="api_call_back"),
    path("orders/<uuid:id>/case/", finding.Case.as_view(), name="api_case"),
    path("orders/<uuid:id>/statements/", finding.Statement.as_view(), name="api_statement"),
    path(
        "orders/<uuid:id>/statements/<uuid:statement_id>/picture/",
        pictures.StatementPicture.as_view(),
        name="api_statement_picture",
    ),
    path("orders/<uuid:id>/contest/", finding.ContestOrder.as_view(), name="api_contest"),
    path("orders/<uuid:id>/decide/", finding.Decide.as_view(), name="api_decide"),
    path("orders/<uuid:id>/agree/", finding.Agree.as_view(), name="api_agree"),
]
