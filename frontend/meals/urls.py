"""Addresses of meals."""

from django.urls import path

from frontend.meals import bills, carrying, kitchen, menus, ordering, public, rounds, tracing

app_name = "meals"
urlpatterns = [
    path("", public.show_week, name="week"),
    path("elders/<uuid:elder_id>/", ordering.show_order, name="order"),
    path("elders/<uuid:elder_id>/away/", ordering.say_away, name="away"),
    path("elders/<uuid:elder_id>/payer/", ordering.say_payer, name="payer"),
    path("away/<uuid:away_id>/end/", ordering.take_away_back, name="away_end"),
    path("<uuid:meal_id>/cancel/", ordering.cancel, name="cancel"),
    path("<uuid:meal_id>/end/", carrying.end, name="end"),
    path("<uuid:meal_id>/correct/", tracing.correct, name="correct"),
    path("bills/", bills.show_mine, name="bills"),
    path("bills/<uuid:bill_id>/", bills.show_bill, name="bill"),
    path("bills/<uuid:bill_id>/sheet.xlsx", bills.download, name="bill_sheet"),
    path("kitchen/", menus.show_canteens, name="canteens"),
    path("kitchen/<uuid:place_id>/", menus.show_menus, name="menus"),
    path("kitchen/<uuid:place_id>/menu/", menus.write, name="write"),
    path("kitchen/<uuid:place_id>/act/", menus.act, name="menus_act"),
    path("kitchen/<uuid:place_id>/dishes/", menus.show_dishes, name="dishes"),
    path("kitchen/<uuid:place_id>/bills/", bills.show_of_canteen, name="canteen_bills"),
    path("menus/<uuid:menu_id>/", kitchen.show_kitchen, name="kitchen"),
    path("menus/<uuid:menu_id>/rest/", kitchen.serve_others, name="rest"),
    path("menus/<uuid:menu_id>/rounds/", rounds.show_rounds, name="rounds"),
    path("rounds/<uuid:round_id>/change/", rounds.change, name="round_change"),
    path("<uuid:meal_id>/move/", rounds.move, name="move"),
    path("rounds/", carrying.show_mine, name="my_rounds"),
    path("rounds/<uuid:round_id>/", carrying.show_round, name="round"),
]
