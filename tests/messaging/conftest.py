"""What the stories of this folder share."""

import pytest

from tests.messaging.endpoint import service


@pytest.fixture(autouse=True)
def own_senders(settings, tmp_path):
    settings.PUSH_KEY = tmp_path / "keys" / "push.pem"
    settings.PUSH_LOCAL = True
    settings.SMS_SENDER = "file"
    settings.SMS_FILE = tmp_path / "texts.jsonl"
    return settings


@pytest.fixture
def push_service():
    with service() as made:
        yield made
