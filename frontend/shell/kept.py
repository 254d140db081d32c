"""A kept paper as the answer to a request."""

from django.http import HttpResponse

from accounts.kept_files import read_file
from accounts.organisations.papers import media_type_of
from accounts.refusals import NotFound


def paper_answer(name: str) -> HttpResponse:
    """A picture to look at, a PDF to take away. Raises NotFound."""
    content = read_file(name) if name else None
    if content is None:
        raise NotFound
    kind = media_type_of(name)
    answer = HttpResponse(content, content_type=kind)
    way = "inline" if kind.startswith("image/") else "attachment"
    answer["Content-Disposition"] = f'{way}; filename="{name.rpartition("/")[2]}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
