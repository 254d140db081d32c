from django.urls import URLPattern

app_name = "helper"
urlpatterns: list[URLPattern] = []
