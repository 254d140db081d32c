"""What the stories of this folder share."""

import pytest
import time_machine

from tests.messaging.endpoint import service
from tests.personas import NOW


@pytest.fixture(autouse=True)
def now(settings):
    settings.PUSH_LOCAL = True  # another program on this very machine
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def program():
    with service() as made:
        made.status = 200
        yield made
