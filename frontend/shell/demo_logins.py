"""The logins of the demo, offered for tapping on the sign-in page. Only where settings.DEMO says so."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class DemoLogin:
    name: str
    words: Any


DEMO_LOGINS = (
    DemoLogin("helper", pgettext_lazy("demo login", "orders for three elders")),
    DemoLogin("family", pgettext_lazy("demo login", "daughter far away")),
    DemoLogin("volunteer", pgettext_lazy("demo login", "is serving right now")),
    DemoLogin("volunteer2", pgettext_lazy("demo login", "another volunteer")),
    DemoLogin("manager", pgettext_lazy("demo login", "runs an organisation")),
    DemoLogin("village", pgettext_lazy("demo login", "village worker")),
    DemoLogin("township", pgettext_lazy("demo login", "township official")),
    DemoLogin("county", pgettext_lazy("demo login", "county official")),
    DemoLogin("operator", pgettext_lazy("demo login", "answers the phone")),
    DemoLogin("health", pgettext_lazy("demo login", "the health bureau")),
    DemoLogin("justice", pgettext_lazy("demo login", "the justice office")),
    DemoLogin("admin", pgettext_lazy("demo login", "gives roles")),
)
