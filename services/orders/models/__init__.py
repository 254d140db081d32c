from services.orders.models.assignment import Assignment, Evidence
from services.orders.models.correction import CorrectionTicket
from services.orders.models.dispute import Contest, DisputeStatement
from services.orders.models.finding import LinePlace, NoShow, Reminder, StandInCall
from services.orders.models.order import Order, OrderLine
from services.orders.models.record import PersonalEntry, RecordedPerson, ServiceRecord
from services.orders.models.telling import Telling
from services.orders.models.timesheet import Timesheet

__all__ = [
    "Assignment",
    "Contest",
    "CorrectionTicket",
    "DisputeStatement",
    "Evidence",
    "LinePlace",
    "NoShow",
    "Order",
    "OrderLine",
    "PersonalEntry",
    "RecordedPerson",
    "Reminder",
    "ServiceRecord",
    "StandInCall",
    "Telling",
    "Timesheet",
]
