"""Addresses of supervision."""

from django.urls import path

from frontend.supervision import board, bulletin_desk, bulletin_paper, bulletins, cases, lights, sheets

app_name = "supervision"
urlpatterns = [
    path("", board.show_board, name="board"),
    path("cases/", cases.show_cases, name="cases"),
    path("rows/", sheets.take_rows, name="rows"),
    path("lights/", lights.show_lights, name="lights"),
    path("bulletins/", bulletins.show_bulletins, name="bulletins"),
    path("bulletins/write/", bulletin_desk.write, name="bulletin_write"),
    path("bulletins/<uuid:bulletin_id>/", bulletins.show_bulletin, name="bulletin"),
    path("bulletins/<uuid:bulletin_id>/paper/", bulletin_paper.print_bulletin, name="bulletin_paper"),
    path("bulletins/<uuid:bulletin_id>/sheet/", bulletin_paper.take_sheet, name="bulletin_sheet"),
    path("bulletins/<uuid:bulletin_id>/submit/", bulletin_desk.submit, name="bulletin_submit"),
    path("bulletins/<uuid:bulletin_id>/decide/", bulletin_desk.decide, name="bulletin_decide"),
    path("bulletins/<uuid:bulletin_id>/drop/", bulletin_desk.drop, name="bulletin_drop"),
]
