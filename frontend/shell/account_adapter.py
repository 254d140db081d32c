"""Where django-allauth meets our people: no open sign-up, and phones as a second name for a login."""

import re
import secrets
import unicodedata
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.account.fields import PhoneField
from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.core import context, ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from accounts.access import second_keys
from accounts.people.models import User
from accounts.people.phones import national_digits
from accounts.sealing import seal, unseal
from frontend.shell.tasks import defer_code

PUNCTUATION = str.maketrans("", "", " -()")
NUMBER = re.compile(r"\+?[0-9]+")  # no other digits: 139٣0001111 would be one more spelling of a number
MOBILE = re.compile(r"1[0-9]{10}")


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

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """On to where they are at home: whoever came with a slip has just chosen a password of their own."""
        return str(resolve_url(settings.LOGIN_REDIRECT_URL))

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        """Numbers as people here write them, without +86 and with spaces."""
        return LocalPhoneField(**kwargs)

    def get_user_by_phone(self, phone: str) -> User | None:
        """The login with this number; one may leave out +86."""
        return user_with_phone(phone)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords are counted by the name that is tried, in one spelling and whatever Host the browser sends.

        By the typed word alone and not by whose it is: who is known here must not show.
        """
        if "phone" in credentials:
            return national_digits(str(credentials["phone"]))
        name = str(credentials.get("email") or credentials.get("username", ""))
        return unicodedata.normalize("NFKC", name).casefold().strip()

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

    def encrypt(self, text: str) -> str:
        return seal(text, place=second_keys.PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, place=second_keys.PLACE)


class PhoneCodeForm(RequestLoginCodeForm):
    """Codes go to phones; letters are for forgotten passwords."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("email", None)
        self.fields["phone"].required = True
        self.fields["phone"].label = _("Phone number")


class CodeForm(ConfirmLoginCodeForm):
    """Every guess is counted before it is compared: the count in the session loses those that come at the same time."""

    def clean_code(self) -> str:
        request = context.request
        asked_at = request._login_stage.state["at"]
        if not ratelimit.consume(request, action="login_code", key=f"{request.session.session_key}:{asked_at}"):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()
        return code


class LocalPhoneField(PhoneField):
    """Also takes a number without its country code; anything with a letter in it is not a number."""

    default_error_messages: ClassVar[dict[str, Any]] = {"required": _("Enter the phone number.")}

    def __init__(self, **kwargs: Any) -> None:
        only_these_digits = RegexValidator(
            r"^\+[1-9][0-9]{5,14}$", PhoneField.e164_validator.message, PhoneField.e164_validator.code
        )
        super().__init__(**{"validators": [only_these_digits], **kwargs})

    def clean(self, value: Any) -> Any:
        number = in_e164(str(value or ""))
        try:
            return super().clean(number)
        except ValidationError as fault:
            if not number:
                raise
            raise ValidationError(_("That does not look like a phone number."), code="invalid") from fault


def in_e164(phone: str) -> str:
    """``138 0000 0000``, ``0086 138…``, ``１３８…`` → ``+8613800000000``; other countries and words stay as they are.

    One spelling for each number that ``user_with_phone`` takes for the same: what is tried is counted by it.
    """
    narrow = unicodedata.normalize("NFKC", phone).translate(PUNCTUATION)
    if not NUMBER.fullmatch(narrow):
        return phone.translate(PUNCTUATION)
    digits = national_digits(narrow)
    return f"+86{digits}" if MOBILE.fullmatch(digits) or "+" not in narrow else narrow
