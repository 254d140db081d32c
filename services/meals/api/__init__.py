"""Meals over HTTP: menus, ordering, handing over, counts, rounds, days away, bills. One call into one action."""

from django.urls import path

from services.meals.api import bills, booking, eaters, menus, rounds

urlpatterns = [
    path("menus/", menus.Menus.as_view(), name="api_menus"),
    path("menus/publish/", menus.PublishMenus.as_view(), name="api_publish_menus"),
    path("menus/<uuid:id>/count/", menus.KitchenCount.as_view(), name="api_kitchen_count"),
    path("menus/<uuid:id>/serve-rest/", rounds.ServeRest.as_view(), name="api_serve_rest"),
    path("menus/<uuid:id>/rounds/", rounds.MenuRounds.as_view(), name="api_menu_rounds"),
    path("menus/<uuid:id>/rounds/draw/", rounds.DrawRounds.as_view(), name="api_draw_meal_rounds"),
    path("meal-rounds/", rounds.CarriedRounds.as_view(), name="api_carried_rounds"),
    path("meal-rounds/<uuid:id>/change/", rounds.ChangeRound.as_view(), name="api_change_meal_round"),
    path("meal-rounds/<uuid:id>/publish/", rounds.PublishRound.as_view(), name="api_publish_meal_round"),
    path("dishes/", menus.Dishes.as_view(), name="api_dishes"),
    path("meals/", booking.Meals.as_view(), name="api_meals"),
    path("meals/<uuid:id>/", booking.OneMeal.as_view(), name="api_meal"),
    path("meals/<uuid:id>/cancel/", booking.CancelMeal.as_view(), name="api_cancel_meal"),
    path("meals/<uuid:id>/hand-over/", booking.HandOver.as_view(), name="api_hand_over_meal"),
    path("meals/<uuid:id>/decline/", booking.Decline.as_view(), name="api_decline_meal"),
    path("meals/<uuid:id>/miss/", booking.Miss.as_view(), name="api_miss_meal"),
    path("meals/<uuid:id>/correct/", booking.Correct.as_view(), name="api_correct_meal"),
    path("meals/<uuid:id>/move/", rounds.MoveStop.as_view(), name="api_move_meal"),
    path("elders/<uuid:id>/meal-absences/", eaters.Absences.as_view(), name="api_meal_absences"),
    path("elders/<uuid:id>/meal-payer/", eaters.MealPayer.as_view(), name="api_meal_payer"),
    path("meal-absences/<uuid:id>/end/", eaters.EndAbsence.as_view(), name="api_end_meal_absence"),
    path("meal-bills/", bills.Bills.as_view(), name="api_meal_bills"),
    path("meal-bills/draw/", bills.DrawBills.as_view(), name="api_draw_meal_bills"),
    path("meal-bills/<uuid:id>/", bills.OneBill.as_view(), name="api_meal_bill"),
    path("meal-bills/<uuid:id>/pay/", bills.PayBill.as_view(), name="api_pay_meal_bill"),
]
