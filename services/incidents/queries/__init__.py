"""Reads of other slices: ``open_for`` and ``recent_for``; the pages take the rest from the modules beside."""

from services.incidents.queries.rows import incident_for, open_for, recent_for, visible_incidents

__all__ = ["incident_for", "open_for", "recent_for", "visible_incidents"]
