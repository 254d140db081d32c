"""Readings of the gauges and their cases, frozen night by night."""

from services.supervision.models.reading import Case, Late, Reading

__all__ = ["Case", "Late", "Reading"]
