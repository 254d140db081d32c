from services.incidents.models.closing import ClosingReport, Link, Picture
from services.incidents.models.duty import Absence, Burst
from services.incidents.models.incident import Incident
from services.incidents.models.step import Step

__all__ = ["Absence", "Burst", "ClosingReport", "Incident", "Link", "Picture", "Step"]
