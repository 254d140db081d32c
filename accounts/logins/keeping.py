"""What handing out a login and taking it back share: who may, and words one signs in with."""

import re
import secrets
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access.actions.give_role import NotToOneself
from accounts.access.enums import BOUND, Permission
from accounts.access.models import Grant
from accounts.access.queries import demand, may, place_of, reach_of, standing
from accounts.people.models import User
from accounts.people.names import pinyin_of
from accounts.refusals import Invalid, NotFound, Refusal

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters and digits that look alike on paper
USERNAME = re.compile(r"[a-z][a-z0-9._-]{2,29}")


class BadUsername(Invalid):
    code = "bad_username"
    sentence = _("A user name has 3 to 30 small letters, digits, dots or dashes, and begins with a letter.")


class UsernameTaken(Refusal):
    code = "username_taken"
    sentence = _("Somebody signs in with this user name already. Choose another one.")


class HoldsARole(Refusal):
    """A village could else take over the login of its county."""

    code = "holds_a_role"
    sentence = _("This login holds a role that you do not give. Ask whoever gave it.")
    status = 403


def start_password() -> str:
    """``k7mp-3xwn-q4``: read out or copied from paper once, 49 bits; whoever signs in with it chooses another."""
    letters = "".join(secrets.choice(ALPHABET) for _letter in range(10))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def checked_username(text: str, name: str) -> str:
    """As it was asked for, else made of the name. Raises BadUsername, UsernameTaken."""
    asked = text.strip().lower()
    if asked:
        if not USERNAME.fullmatch(asked):
            raise BadUsername(field="username")
        if User.objects.filter(username=asked).exists():
            raise UsernameTaken(field="username")
        return asked
    stem = re.sub(r"[^a-z]", "", pinyin_of(name).lower())[:24] or "user"
    if len(stem) < 3:
        stem = f"{stem}user"
    taken = set(User.objects.filter(username__startswith=stem).values_list("username", flat=True))
    return next(one for n in range(1, len(taken) + 3) if (one := stem if n == 1 else f"{stem}{n}") not in taken)


def lock_login(by: Any, user_id: UUID) -> User:
    """Somebody else's login that ``by`` may hand out anew or close, locked.

    Whoever hands out logins where the person lives, and gives every role the login holds; ``by`` None is the house.
    Raises NotAllowed, NotFound, NotToOneself, HoldsARole.
    """
    if by is not None:
        demand(by, Permission.LOGIN_GIVE)
    rows = User.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
    found = rows.filter(id=user_id, person__isnull=False).first()
    if found is None or found.person is None:
        raise NotFound
    if by is None:
        return found
    reach = reach_of(by)
    held = list(Grant.objects.filter(standing(), user=found, role__in=BOUND).select_related("organisation"))
    near = may(by, Permission.LOGIN_GIVE, region_code=found.person.home_id)
    if not near and not any(reach.covers(place_of(grant)) for grant in held):
        raise NotFound
    if found.pk == by.pk:
        raise NotToOneself(field="who")
    if not all(reach.hands_out(grant.role, place_of(grant)) for grant in held):
        raise HoldsARole
    return found
