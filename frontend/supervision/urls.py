"""Addresses of supervision."""

from django.urls import path

from frontend.supervision import board, cases, lights, sheets

app_name = "supervision"
urlpatterns = [
    path("", board.show_board, name="board"),
    path("cases/", cases.show_cases, name="cases"),
    path("rows/", sheets.take_rows, name="rows"),
    path("lights/", lights.show_lights, name="lights"),
]
