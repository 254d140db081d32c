"""What other slices and floors keep sealed about an elder: emptied with the dossier, whoever wrote it."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import UUIDField

from accounts.elders.models import Elder
from accounts.journal.actions.forget_words import forget_words
from accounts.journal.models import Event
from accounts.sealed_fields import BlindIndexField, SealedJSONField, sealed_columns

OWN = "elders"  # the dossier's own tables have steps of their own
POINT = ("latitude", "longitude")


def empty_elsewhere(elder: Elder) -> dict[str, int]:
    """Empty every sealed column, and the point on the map, of rows that point to the elder; name of the model → rows.

    Found from the models themselves, so a new table of any floor is reached without being named here. Rows that keep
    history let it through only in a transaction that says so (``forget_elder``).
    """
    found = {}
    for model, link, empty in _pointing():
        found[model._meta.label] = model._base_manager.filter(**{link: elder}).update(**empty)
    return found


def empty_words(elder: Elder) -> dict[str, int]:
    """Empty what was typed into events of the elder and of every row that points to them: orders, calls, call-backs.

    Found like the columns, from the models themselves.
    """
    ids = [elder.id]
    for model in apps.get_models():
        if model._meta.app_label == OWN or not isinstance(model._meta.pk, UUIDField):
            continue
        for link in (one.name for one in model._meta.fields if one.related_model is Elder):
            ids += model._base_manager.filter(**{link: elder}).values_list("pk", flat=True)
    return {Event._meta.label: forget_words(subject_ids=ids)}


def _pointing() -> Iterator[tuple[Any, str, dict[str, Any]]]:
    """Model, its foreign key to the elder, and its columns as they are when empty."""
    for model in dict.fromkeys(model for model, _field in sealed_columns() if model._meta.app_label != OWN):
        links = [one.name for one in model._meta.fields if one.related_model is Elder]
        empty: dict[str, Any] = {}
        for field in model._meta.local_fields:
            if isinstance(field, BlindIndexField):
                empty[field.name] = ""
            elif field.name in POINT or isinstance(field, SealedJSONField):
                empty[field.name] = None
        empty |= {field.name: "" for of, field in sealed_columns() if of is model and field.name not in empty}
        yield from ((model, link, empty) for link in links)
