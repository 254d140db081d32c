"""Columns whose content is sealed (``accounts.sealing``), and what makes them findable."""

import json
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldError
from django.db import models

from accounts.sealing import blind_index, seal, unseal


class SealedTextField(models.TextField):
    """Text that only the running house can read. Not to be searched: ask a BlindIndexField beside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    @property
    def place(self) -> str:
        return place_of(self.model, self.name)

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        return None if value is None else unseal(value, place=self.place)

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None else seal(str(value), place=self.place)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.place} is sealed: look it up by its blind index")
        return super().get_lookup(lookup_name)


class SealedJSONField(SealedTextField):
    """JSON that only the running house can read."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        text = super().from_db_value(value, expression, connection)
        return json.loads(text) if text else None

    def get_prep_value(self, value: Any) -> Any:
        if value is None or value == "":
            return ""
        return super().get_prep_value(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


class SealedQuerySet(models.QuerySet[Any]):
    """Refuses the one write that would leave an index behind: ``update`` and ``bulk_update`` save no row."""

    def update(self, **kwargs: Any) -> int:
        for field in self.model._meta.fields:
            source = getattr(field, "of", "")
            if source in kwargs and field.name not in kwargs:
                raise FieldError(f"{field.name} is filled when a row is saved: update {source} together with it")
        return super().update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]


SealedManager = models.Manager.from_queryset(SealedQuerySet)


class BlindIndexField(models.CharField):
    """Filled from the sealed field ``of`` whenever the row is saved; ``key`` brings spellings to one form first."""

    def __init__(self, *args: Any, of: str = "", key: Callable[[str], str] = str, **kwargs: Any) -> None:
        self.of, self.key = of, key
        super().__init__(*args, **{"max_length": 32, **kwargs, "blank": True, "default": "", "editable": False})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for given in ("blank", "default", "editable"):
            kwargs.pop(given, None)
        return name, path, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.index_of(getattr(model_instance, self.of) or "")
        setattr(model_instance, self.attname, value)
        return value

    def index_of(self, text: str) -> str:
        """What to look for: ``filter(phone_index=…index_of("138…"))``."""
        return blind_index(self.key(text), place=place_of(self.model, self.of))


def sealed_columns() -> list[tuple[type[models.Model], SealedTextField]]:
    """Every sealed column of the house, in a fixed order."""
    found = [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, SealedTextField)
    ]
    return sorted(found, key=lambda one: one[1].place)


def place_of(model: type[models.Model], field: str) -> str:
    """``people.Person.phone``: what a seal is bound to."""
    return f"{model._meta.label}.{field}"
