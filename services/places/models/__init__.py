"""Places, who runs them, how safe they are, and who comes."""

from services.places.models.place import Place, PlaceHours, PlaceMerge
from services.places.models.safety import SafetyCheck
from services.places.models.stay import Stay
from services.places.models.terms import Terms

__all__ = ["Place", "PlaceHours", "PlaceMerge", "SafetyCheck", "Stay", "Terms"]
