"""JSON in, with nothing a hostile body could break."""

import json
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class PlainJSONParser(JSONParser):
    """The usual parser; a body nested without end, or with half a character, is a bad request and not our failure."""

    def parse(self, *args: Any, **kwargs: Any) -> Any:
        try:
            sent = super().parse(*args, **kwargs)
            json.dumps(sent, ensure_ascii=False).encode()  # as it would be stored, or said back in a refusal
        except RecursionError as error:
            raise ParseError("JSON parse error - nested too deeply") from error
        except UnicodeEncodeError as error:
            raise ParseError("JSON parse error - half of a surrogate pair") from error
        return sent
