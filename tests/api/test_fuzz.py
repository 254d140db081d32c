"""Strange input never makes a 5xx, and every answer is of the documented shape (VERIFICATION 16, small)."""

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from tests.api.conftest import issue_token

pytestmark = pytest.mark.server
CHECKS = (not_a_server_error, content_type_conformance, response_schema_conformance)


@pytest.mark.parametrize("username", ["helper", "volunteer", "manager"])
def test_no_operation_fails_on_strange_input(server, username):
    headers = {"Authorization": f"Bearer {issue_token(server, username)}"}
    document = httpx.get(f"{server.url}/api/v1/schema/", headers={"Accept": "application/vnd.oai.openapi+json"})
    schema = schemathesis.openapi.from_dict(document.json())
    schema.config.update(base_url=server.url)
    tried = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        def strange_input(case):
            case.call_and_validate(headers=headers, checks=CHECKS)

        strange_input()
        tried += 1
    assert tried >= 20
