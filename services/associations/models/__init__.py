"""Who belongs to an elders' association, what they pay, and who looks in on whom."""

from services.associations.models.member import Fee, FeeRule, Membership
from services.associations.models.rounds import Look, Round

__all__ = ["Fee", "FeeRule", "Look", "Membership", "Round"]
