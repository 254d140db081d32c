from django.apps import AppConfig


class MealPagesConfig(AppConfig):
    name = "frontend.meals"
    label = "meal_pages"
