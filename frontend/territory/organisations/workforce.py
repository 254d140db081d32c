"""Who can do what, by township: certificates that hold, people of organisations, roles of the villages (D28)."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission, Role
from accounts.access.queries import demand, territories
from accounts.organisations.queries.workforce import workforce_of
from accounts.people.enums import CredentialKind
from frontend.shell.wording import place_text

ROLES = (Role.VILLAGE_ASSISTANT, Role.COORDINATOR, Role.FILIAL_CARER, Role.SUPERVISOR)


@login_required
@never_cache
@require_safe
def show_workforce(request: HttpRequest) -> HttpResponse:
    """A line for each township, and the sum; one person is counted once for each certificate that holds today."""
    demand(request.user, Permission.ORGANISATION_VERIFY)
    codes = territories(request.user, Permission.ORGANISATION_VERIFY)
    table = workforce_of(codes, roles=ROLES, on=timezone.localdate())
    held = [kind for kind in CredentialKind if any(line.credentials.get(kind) for line in table)]
    context = {
        "kinds": [kind.label for kind in held],
        "roles": [role.label for role in ROLES],
        "lines": [
            (
                place_text(line.name),
                line.members,
                [line.credentials.get(kind, 0) for kind in held],
                [line.roles.get(role, 0) for role in ROLES],
            )
            for line in table
        ],
        "total": (
            sum(line.members for line in table),
            [sum(line.credentials.get(kind, 0) for line in table) for kind in held],
            [sum(line.roles.get(role, 0) for line in table) for role in ROLES],
        ),
        "today": timezone.localdate(),
    }
    return render(request, "territory/workforce.html", context)
