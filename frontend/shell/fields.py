"""Draws a plain Django form in our design: label, fault above the input, input, hint below."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkbox"),
    (forms.RadioSelect, "radio"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.Widget, "input"),
)

BARE_INPUT = "django/forms/widgets/input.html"  # the label around it is ours


def class_of(widget: forms.Widget) -> str:
    """The daisyUI class for a widget."""
    return next(name for kind, name in CLASSES if isinstance(widget, kind))


def layout_of(field: BoundField) -> str:
    """``choices`` for groups of radio buttons or boxes, ``check`` for one box, ``line`` for the rest."""
    widget = field.field.widget
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    return "check" if isinstance(widget, forms.CheckboxInput) else "line"


def field_context(field: BoundField, *, hint: str = "", label: str = "", **attributes: Any) -> dict[str, Any]:
    """Everything the template ``tb/field.html`` needs.

    ``attributes`` go onto the input: underscores become hyphens (``data_submit=True`` → ``data-submit``).
    """
    name = field.auto_id or field.html_name
    hint = hint or str(field.help_text or "")
    described = [part for part, there in ((f"{name}_why", field.errors), (f"{name}_hint", hint)) if there]
    widget = field.field.widget
    css = " ".join(part for part in (class_of(widget), widget.attrs.get("class", "")) if part)
    attrs: dict[str, Any] = {"class": css}
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if field.errors:
        attrs["aria-invalid"] = "true"
    attrs |= {key.replace("_", "-"): value for key, value in attributes.items()}
    layout = layout_of(field)
    return {
        "field": field,
        "id": name,
        "label": label or field.label,
        "hint": hint,
        "layout": layout,
        "optional": not field.field.required and layout == "line",
        "input": "" if layout == "choices" else field.as_widget(attrs=attrs),
        "choices": _choices(field, attrs) if layout == "choices" else [],
    }


def _choices(field: BoundField, attrs: dict[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for choice in field.subwidgets:
        data = dict(choice.data)
        data["attrs"] = {**data["attrs"], "class": attrs["class"]}
        rows.append(
            {
                "id": data["attrs"].get("id", ""),
                "label": data["label"],
                "selected": data["selected"],
                "input": SafeString(field.form.renderer.render(BARE_INPUT, {"widget": data})),
            }
        )
    return rows


def faults_of(form: forms.BaseForm) -> list[dict[str, str]]:
    """Every fault with the id of the input it speaks of; without one when it speaks of the whole form."""
    faults = [{"text": str(text), "id": ""} for text in form.non_field_errors()]
    for field in form:
        target = field.id_for_label or (f"{field.auto_id}_0" if field.auto_id else "")
        if layout_of(field) == "choices":
            target = f"{field.auto_id}_0"
        faults += [{"text": str(text), "id": target} for text in field.errors]
    return faults
