"""What the house writes about its own running: one line an event, and nothing of anybody.

Our own lines carry names of routes and tasks, numbers and times. Sentences of libraries are written without what was
put into them, and errors without what they say, because both may hold what somebody typed. ``frank`` is for machines
where everybody is invented (DEBUG, DEMO): there the words stay.
"""

import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter

Event = dict[str, Any]
Step = Callable[[Any, str, Event], Event]

ROOT = Path(__file__).resolve().parent.parent.parent
OUR_FLOORS = ("accounts.", "timebank.", "services.", "frontend.")
# Libraries whose sentences are filled in with what the machine is called, and nothing else.
OF_THE_MACHINE = ("psycopg.pool", "uvicorn")
# At DEBUG these write statements with their values, headers with their cookies, frames with their words.
NEVER_BELOW_INFO = ("django.db.backends", "websockets", "uvicorn", "httptools", "asyncio", "psycopg", "procrastinate")
# procrastinate tells of each of our tasks while it is imported: a hundred lines at every start that say nothing.
WHILE_IMPORTED = ("registering_periodic_task", "loading_blueprint")
LONGEST = 200
REQUEST_NUMBER = "timebank.request"  # its place in a request's META
DEEPEST = 12
# Errors that only ever name parts of the program.
SPEAK_OF_CODE = (AttributeError, NameError, ImportError)


def logging_of(*, as_json: bool, level: str, frank: bool) -> dict[str, Any]:
    """The value of ``LOGGING``; also sets structlog up, so that both ways of logging end in the same line."""
    frank = frank and not as_json
    first: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *first, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    line = {
        "()": ProcessorFormatter,
        "use_get_message": False,
        "pass_foreign_args": True,
        "foreign_pre_chain": [*first, libraries(frank=frank)],
        "processors": last_steps(as_json=as_json, frank=frank),
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "filters": {
            "keyless": {"()": "accounts.access.reporting.KeylessFilter"},
            "worth": {"()": WorthALine},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["keyless", "worth"]}
        },
        "loggers": {name: {"level": "INFO"} for name in NEVER_BELOW_INFO} if level == "DEBUG" else {},
        "root": {"handlers": ["console"], "level": level},
    }


class WorthALine(logging.Filter):
    """Whether a record tells anything."""

    def filter(self, record: logging.LogRecord) -> bool:
        return getattr(record, "action", None) not in WHILE_IMPORTED


def last_steps(*, as_json: bool, frank: bool) -> list[Any]:
    """From an event to its line."""
    steps: list[Any] = [] if frank else [errors_without_values]
    steps.append(ProcessorFormatter.remove_processors_meta)
    if as_json:
        return [*steps, structlog.processors.JSONRenderer(ensure_ascii=False, default=str)]
    # Never the traceback of "rich", which prints every local variable.
    look = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(),
        exception_formatter=structlog.dev.plain_traceback,
        timestamp_key="at",
        pad_event_to=0,
    )
    return [*steps, look]


def libraries(*, frank: bool) -> Step:
    """A step for lines that did not come through structlog."""

    def step(_logger: Any, _method: str, event: Event) -> Event:
        record: logging.LogRecord = event["_record"]
        filled_in = _filled_in(record.msg, event.pop("positional_args", None))
        if record.name.startswith("procrastinate"):
            return event | _of_a_job(record)
        if frank or _is_of_the_machine(record):
            return event | {"event": filled_in}
        if record.name.startswith("django.security"):
            return event | {"event": "refused", "reason": record.name.rpartition(".")[2]}
        if record.name == "django.request":  # "Not Found: " and the address
            return event | {"event": filled_in.split(":")[0][:LONGEST]} | _of_a_request(record)
        return event | {"event": str(record.msg).split("\n")[0][:LONGEST]}

    return step


def _filled_in(words: object, values: Any) -> str:
    """As ``LogRecord.getMessage``: the formatter has taken the values out of the record."""
    return str(words) % values if values else str(words)


def _is_of_the_machine(record: logging.LogRecord) -> bool:
    if record.name.startswith("uvicorn") and "WebSocket" in str(record.msg):
        return False  # names the visitor's address and what they asked for
    return record.name.startswith((*OUR_FLOORS, *OF_THE_MACHINE))


def _of_a_request(record: logging.LogRecord) -> Event:
    status, request = getattr(record, "status_code", None), getattr(record, "request", None)
    told: Event = {} if status is None else {"status": status}
    if number := getattr(request, "META", {}).get(REQUEST_NUMBER):
        told["request"] = number  # Django speaks of an answer after the request was let go
    match = getattr(request, "resolver_match", None)
    return told | ({"route": match.view_name or match.route} if match else {})


def _of_a_job(record: logging.LogRecord) -> Event:
    """Which job and what became of it, without its arguments. ``jobs``: those that were queued just now."""
    told: Event = {"event": getattr(record, "action", None) or str(record.msg).split("(")[0][:LONGEST]}
    job = getattr(record, "job", None)
    if isinstance(job, dict):
        told |= {"job": job["id"], "task": job["task_name"], "attempts": job["attempts"]}
    jobs = getattr(record, "jobs", None)
    if isinstance(jobs, list):
        told |= {"jobs": [one["id"] for one in jobs], "task": jobs[0]["task_name"] if jobs else ""}
    took = getattr(record, "duration", None)
    return told if took is None else told | {"milliseconds": round(took * 1000)}


def errors_without_values(_logger: Any, _method: str, event: Event) -> Event:
    """``exception``: kinds of errors and where they came from. What they say may be what somebody sent."""
    error = _error_of(event.pop("exc_info", None))
    if error is not None:
        event["exception"] = "\ncaused by ".join(_told(one) for one in _chain(error))
    return event


def _error_of(info: Any) -> BaseException | None:
    if isinstance(info, BaseException):
        return info
    if isinstance(info, tuple):
        return info[1] if isinstance(info[1], BaseException) else None
    return sys.exc_info()[1] if info else None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _told(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    return "\n  ".join([" ".join([kind, *_safe_words(error)]), *_places(error.__traceback__)])


def _safe_words(error: BaseException) -> Iterator[str]:
    """What of an error is of the program: names in code, an error number, the name of a constraint."""
    if isinstance(error, SPEAK_OF_CODE):
        yield str(error)[:LONGEST]
    if isinstance(error, OSError) and error.strerror:
        yield error.strerror
    diagnosis = getattr(error, "diag", None)
    for name in ("sqlstate", "table_name", "column_name", "constraint_name"):
        if value := getattr(diagnosis, name, None):
            yield f"{name}={value}"


def _places(trace: TracebackType | None) -> list[str]:
    """``file:line function``, the innermost last."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        path = Path(code.co_filename)
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(*path.parts[-3:])
        found.append(f"{name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-DEEPEST:]
