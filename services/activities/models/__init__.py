"""What is on, who leads it, and who comes."""

from services.activities.models.activity import Activity, Host, Picture, Series
from services.activities.models.guest import Guest

__all__ = ["Activity", "Guest", "Host", "Picture", "Series"]
