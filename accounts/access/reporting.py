"""What a report of an error may carry: never what people sent, and never what the program held in its hands."""

import logging
import re
from typing import Any

from django.http import HttpRequest
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter


class SilentReporterFilter(SafeExceptionReporterFilter):
    """For DEFAULT_EXCEPTION_REPORTER_FILTER: reports go by mail and into logs, where personal data has no business."""

    def is_active(self, request: HttpRequest | None) -> bool:
        """Also on a developer's machine: what is tried there is what runs."""
        return True

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, str]:
        """Names without values."""
        return dict.fromkeys(request.POST, self.cleansed_substitute) if request is not None else {}

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> Any:
        """Names without values."""
        return [(name, self.cleansed_substitute) for name in tb_frame.f_locals]

    def get_safe_request_meta(self, request: HttpRequest) -> dict[str, Any]:
        """Without the query, which may be what somebody searched for, and without cookies."""
        meta = super().get_safe_request_meta(request)
        return {
            name: value for name, value in meta.items() if name not in ("QUERY_STRING", "HTTP_COOKIE", "REQUEST_URI")
        }

    def get_safe_cookies(self, request: HttpRequest) -> dict[str, Any]:
        """Names without values."""
        return dict.fromkeys(getattr(request, "COOKIES", {}), self.cleansed_substitute)


class SilentReporter(ExceptionReporter):
    """For DEFAULT_EXCEPTION_REPORTER: the address without what was asked for behind it."""

    def get_traceback_data(self) -> dict[str, Any]:
        """What the templates of a report show."""
        data = super().get_traceback_data()
        if self.request is not None:
            data["request_GET_items"] = [(name, self.filter.cleansed_substitute) for name in self.request.GET]
            data["request_insecure_uri"] = KEY_IN_ADDRESS.sub("…", self.request.path)
        return data


KEY_IN_ADDRESS = re.compile(r"(?<=/)[\w:=-]{40,}(?=/|$)")  # signed links, such as a family's; ids are 36 long


class KeylessFilter(logging.Filter):
    """For the log's handlers: an address that opens something by itself is written without its key."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True; the record's words are shortened. What structlog hands over is no words yet."""
        if isinstance(record.msg, dict):
            return True
        words = record.getMessage()
        shortened = KEY_IN_ADDRESS.sub("…", words)
        if shortened != words:
            record.msg, record.args = shortened, ()
        return True
