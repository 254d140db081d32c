"""Meals over HTTP: menus, ordering, handing over, the kitchen's count, bills. One call into one action."""

from django.urls import path

from services.meals.api import bills, booking, menus

urlpatterns = [
    path("menus/", menus.Menus.as_view(), name="api_menus"),
    path("menus/publish/", menus.PublishMenus.as_view(), name="api_publish_menus"),
    path("menus/<uuid:id>/count/", menus.KitchenCount.as_view(), name="api_kitchen_count"),
    path("dishes/", menus.Dishes.as_view(), name="api_dishes"),
    path("meals/", booking.Meals.as_view(), name="api_meals"),
    path("meals/<uuid:id>/", booking.OneMeal.as_view(), name="api_meal"),
    path("meals/<uuid:id>/cancel/", booking.CancelMeal.as_view(), name="api_cancel_meal"),
    path("meals/<uuid:id>/hand-over/", booking.HandOver.as_view(), name="api_hand_over_meal"),
    path("meals/<uuid:id>/decline/", booking.Decline.as_view(), name="api_decline_meal"),
    path("meals/<uuid:id>/miss/", booking.Miss.as_view(), name="api_miss_meal"),
    path("meals/<uuid:id>/correct/", booking.Correct.as_view(), name="api_correct_meal"),
    path("meal-bills/", bills.Bills.as_view(), name="api_meal_bills"),
    path("meal-bills/draw/", bills.DrawBills.as_view(), name="api_draw_meal_bills"),
    path("meal-bills/<uuid:id>/", bills.OneBill.as_view(), name="api_meal_bill"),
    path("meal-bills/<uuid:id>/pay/", bills.PayBill.as_view(), name="api_pay_meal_bill"),
]
