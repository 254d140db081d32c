"""Pages of somebody who runs an organisation."""

from django.urls import path

from frontend.organisation import (
    board,
    day,
    dispatch,
    dispatch_paper,
    hours,
    members,
    order,
    personal,
    records,
    settlement,
)

app_name = "organisation"
urlpatterns = [
    path("", day.show_day, name="day"),
    path("dispatch/", dispatch.show_dispatch, name="dispatch"),
    path("dispatch/progress/", dispatch.show_progress, name="dispatch_progress"),
    path("dispatch/sheets/", dispatch_paper.print_sheets, name="dispatch_sheets"),
    path("dispatch/undo/", dispatch.undo, name="dispatch_undo"),
    path("dispatch/discard/", dispatch.discard, name="dispatch_discard"),
    path("dispatch/propose/", dispatch.propose, name="dispatch_propose"),
    path("dispatch/publish/", dispatch.publish, name="dispatch_publish"),
    path("dispatch/<uuid:seat_id>/place/", dispatch.place, name="dispatch_place"),
    path("dispatch/<uuid:seat_id>/pin/", dispatch.pin, name="dispatch_pin"),
    path("board/", board.show_board, name="board"),
    path("board/<uuid:order_id>/claim/", board.claim, name="claim"),
    path("orders/<uuid:order_id>/", order.show_order, name="order"),
    path("orders/<uuid:order_id>/seats/<uuid:seat_id>/assign/", order.assign, name="assign"),
    path("orders/<uuid:order_id>/seats/<uuid:seat_id>/withdraw/", order.withdraw, name="withdraw"),
    path("settlement/", settlement.show_settlement, name="settlement"),
    path("settlement/<uuid:statement_id>/", settlement.show_month, name="settlement_month"),
    path("hours/", hours.show_hours, name="hours"),
    path("hours/sheet/", hours.download_hours, name="hours_sheet"),
    path("hours/<uuid:person_id>/", hours.show_member_hours, name="member_hours"),
    path("records/", records.show_records, name="records"),
    path("records/sheet/", records.download_records, name="records_sheet"),
    path("corrections/", records.show_corrections, name="corrections"),
    path("corrections/<uuid:ticket_id>/", records.show_correction, name="correction"),
    path("members/", members.show_members, name="members"),
    path("members/<uuid:person_id>/entries/", personal.show_entries, name="personal"),
]
