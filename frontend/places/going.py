"""What the views of this journey share."""

from django import forms


def status_of(*drawn: forms.Form) -> int:
    """422 when one of the forms was sent and refused."""
    return 422 if any(form.is_bound for form in drawn) else 200
