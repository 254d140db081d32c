import pytest

from tests.surveys import ground


@pytest.fixture
def land(db):
    return ground.county()
