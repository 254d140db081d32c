"""Readings of the gauges and their cases, frozen night by night; bulletins drawn from them."""

from services.supervision.models.bulletin import Bulletin
from services.supervision.models.reading import Case, Late, Reading

__all__ = ["Bulletin", "Case", "Late", "Reading"]
