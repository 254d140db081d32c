"""Readings and their cases, frozen night by night; bulletins drawn from them; tasks, inspections, matters, years."""

from services.supervision.models.bulletin import Bulletin
from services.supervision.models.matter import Matter, YearFigures
from services.supervision.models.reading import Case, Late, Reading
from services.supervision.models.task import Inspection, Sampled, Task, TaskStep

__all__ = [
    "Bulletin",
    "Case",
    "Inspection",
    "Late",
    "Matter",
    "Reading",
    "Sampled",
    "Task",
    "TaskStep",
    "YearFigures",
]
