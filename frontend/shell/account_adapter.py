"""Where django-allauth meets our people: no open sign-up, and phones as a second name for a login."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.fields import PhoneField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.people.models import User

PUNCTUATION = str.maketrans("", "", " -()")


class NoTextMessages(RuntimeError):
    """A code was to be sent by text message, and no provider is connected."""


class AccountAdapter(DefaultAccountAdapter):
    """Phone numbers are kept on the User in E.164 (``+8613800000000``)."""

    _wrong = _("Name and password do not match. Look once more, or ask your village assistant.")
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _wrong,
        "email_password_mismatch": _wrong,
        "phone_password_mismatch": _wrong,
        "too_many_login_attempts": _("Tried too often. Please wait some minutes."),
        "enter_current_password": _("Your present password, please."),
        "incorrect_password": _("That is not the password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Logins are made by those who know the person; nobody signs up alone."""
        return False

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """Numbers as people here write them, without +86 and with spaces."""
        return LocalPhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        """The login with this number; one may leave out +86."""
        return User.objects.filter(phone=in_e164(phone)).first()

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        user.phone = in_e164(phone)
        user.phone_verified = verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: Any, phone: str) -> None:
        self.set_phone(user, phone, True)

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        """Codes by text message come with a provider; until then no page offers them."""
        raise NoTextMessages


class LocalPhoneField(PhoneField):
    """Also takes a number without its country code; anything with a letter in it is not a number."""

    def clean(self, value: Any) -> Any:
        return super().clean(in_e164(str(value or "")))


def in_e164(phone: str) -> str:
    """``138 0000 0000`` → ``+8613800000000``; numbers with a country code and other words stay as they are."""
    digits = phone.translate(PUNCTUATION)
    return f"+86{digits}" if digits.isdecimal() else digits
