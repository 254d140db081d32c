"""Where django-allauth meets our people: no open sign-up, and phones as a second name for a login."""

import secrets
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.fields import PhoneField
from allauth.account.forms import RequestLoginCodeForm
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.people.models import User
from accounts.sealing import seal, unseal
from frontend.shell.tasks import defer_code

PUNCTUATION = str.maketrans("", "", " -()")


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
        "incorrect_code": _("That is not the code. Look once more, or ask for a new one."),
        "rate_limited": _("Tried too often. Please wait some minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Logins are made by those who know the person; nobody signs up alone."""
        return False

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """Numbers as people here write them, without +86 and with spaces."""
        return LocalPhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        """The login with this number; one may leave out +86."""
        return user_with_phone(phone)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        user.phone = in_e164(phone)
        user.phone_verified = verified
        user.save(update_fields=["phone", "phone_index", "phone_verified"])

    def set_phone_verified(self, user: Any, phone: str) -> None:
        self.set_phone(user, phone, True)

    def generate_phone_verification_code(self, *, user: Any, phone: str) -> str:
        """Six digits: they are read from a small screen and typed on another."""
        return f"{secrets.randbelow(1_000_000):06d}"

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        """A job carries it, so that the page answers as fast as for a number nobody has."""
        defer_code(phone, code)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Nothing is sent to strangers, but the same work is done."""
        defer_code(phone, "")


def user_with_phone(phone: str) -> User | None:
    """The login with this number, however it is written."""
    index = User._meta.get_field("phone_index").index_of(phone)
    return User.objects.filter(phone_index=index).first() if index else None


class SecondKeyAdapter(DefaultMFAAdapter):
    """Second keys of sign-in: what they are checked against is sealed."""

    _place = "mfa.Authenticator.data"

    def encrypt(self, text: str) -> str:
        return seal(text, place=self._place)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, place=self._place)


class PhoneCodeForm(RequestLoginCodeForm):
    """Codes go to phones; letters are for forgotten passwords."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("email", None)
        self.fields["phone"].required = True
        self.fields["phone"].label = _("Phone number")


class LocalPhoneField(PhoneField):
    """Also takes a number without its country code; anything with a letter in it is not a number."""

    default_error_messages: ClassVar[dict[str, Any]] = {"required": _("Enter the phone number.")}

    def clean(self, value: Any) -> Any:
        number = in_e164(str(value or ""))
        try:
            return super().clean(number)
        except ValidationError as fault:
            if not number:
                raise
            raise ValidationError(_("That does not look like a phone number."), code="invalid") from fault


def in_e164(phone: str) -> str:
    """``138 0000 0000`` → ``+8613800000000``; numbers with a country code and other words stay as they are."""
    digits = phone.translate(PUNCTUATION)
    return f"+86{digits}" if digits.isdecimal() else digits
