"""What an action says when it says no: a stable code for machines, a sentence for people."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override


class Refusal(Exception):
    """Base of every refusal. Subclasses stand beside the action that raises them.

    ``code`` is stable for ever, ``sentence`` is shown as it is (translated, `%(name)s` filled from the
    keyword arguments), ``status`` is the HTTP answer, ``field`` the form field or API attribute at fault.
    """

    code: str = "refused"
    sentence: Any = _("That is not possible.")
    status: int = 409

    def __init__(self, *, field: str | None = None, **facts: Any) -> None:
        self.field = field
        self.facts = facts
        super().__init__(self.code)

    def __str__(self) -> str:
        text = str(self.sentence)
        return text % self.facts if self.facts else text

    def in_language(self, language: str) -> str:
        """Return the sentence in another language, for a message to somebody else."""
        with override(language):
            return str(self)


class NotFound(Refusal):
    """Also the answer for somebody else's row: what you may not see does not exist for you."""

    code = "not_found"
    sentence: Any = _("We cannot find that.")
    status = 404


class NotAllowed(Refusal):
    code = "not_allowed"
    sentence: Any = _("Your account is not allowed to do that.")
    status = 403


class Invalid(Refusal):
    code = "invalid"
    sentence: Any = _("Please check what you entered.")
    status = 400
