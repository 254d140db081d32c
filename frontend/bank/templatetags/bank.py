"""Addresses of the pages of a passbook, whoever holds it."""

from typing import Any

from django import template

from frontend.bank.books import Book

register = template.Library()


@register.simple_tag
def book_url(book: Book, name: str, *args: Any) -> str:
    """``{% book_url book "line" 5 %}``: one's own or the elder's."""
    return book.address(name, *args)
