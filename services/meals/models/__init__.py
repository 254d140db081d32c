"""Rows of meals: dishes and menus, what is ordered, how it is brought, and what is owed for it."""

from services.meals.models.bill import Bill, BillLine
from services.meals.models.meal import Away, Meal, MealLine, Paying
from services.meals.models.menu import Dish, Menu, MenuDish
from services.meals.models.round import DeliveryRound

__all__ = ["Away", "Bill", "BillLine", "DeliveryRound", "Dish", "Meal", "MealLine", "Menu", "MenuDish", "Paying"]
