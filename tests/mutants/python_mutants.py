"""Small mistakes in Python, one at a time: a comparison turned, a condition left out, a call forgotten.

Of our own, because neither library fits here: mutmut leaves functions with decorators alone, and what claims and
posts stands under ``@transaction.atomic``; cosmic-ray writes its mutants into the tree that is being tested (two runs
side by side would meet) and brings aiohttp, SQLAlchemy and GitPython along. Neither knows SQL.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
SWAPPED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}  # fmt: skip
CONDITIONS = {"filter", "exclude", "get"}  # calls whose keywords are conditions


@dataclass(frozen=True)
class Mutant:
    """``said``: where and what, for people; ``source``: the whole module with the mistake in it."""

    said: str
    source: str


def mutants_of(source: str) -> list[Mutant]:
    """Every mutant of the functions of a module, in the order of its lines."""
    found = []
    for number in range(sum(1 for _ in _mistakes(ast.parse(source)))):
        tree = ast.parse(source)
        line, said, make = next(one for place, one in enumerate(_mistakes(tree)) if place == number)
        make()
        found.append(Mutant(f"line {line}: {said}", ast.unparse(ast.fix_missing_locations(tree))))
    return sorted(dict.fromkeys(found), key=lambda one: int(one.said.split(":")[0].removeprefix("line ")))


def _mistakes(tree: ast.Module) -> Iterator[tuple]:
    """(line, words, what makes it) for each place; the tree is changed only when that is called."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in (one for statement in function.body for one in ast.walk(statement)):
                yield from _expressions(node)
                yield from _statements(node)
            yield from _in_body(function)


def _expressions(node: ast.AST) -> Iterator[tuple]:
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                turned = TURNED[type(operator)]
                said = f"{type(operator).__name__} is {turned.__name__} in {ast.unparse(node)}"
                yield node.lineno, said, lambda node=node, place=place, new=turned: node.ops.__setitem__(place, new())
        case ast.BoolOp():
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            yield node.lineno, f"{other.__name__} in {ast.unparse(node)}", lambda: setattr(node, "op", other())
            for place in range(len(node.values)):
                said = f"without {ast.unparse(node.values[place])} in {ast.unparse(node)}"
                yield node.lineno, said, lambda place=place: node.values.pop(place)
        case ast.UnaryOp(op=ast.Not()):
            twice = ast.UnaryOp(ast.Not(), node.operand)
            yield node.lineno, f"no not in {ast.unparse(node)}", lambda: setattr(node, "operand", twice)
        case ast.BinOp() if type(node.op) in SWAPPED:
            said = f"{SWAPPED[type(node.op)].__name__} in {ast.unparse(node)}"
            yield node.lineno, said, lambda: setattr(node, "op", SWAPPED[type(node.op)]())
        case ast.Constant(value=bool()):
            yield node.lineno, f"not {node.value}", lambda: setattr(node, "value", not node.value)
        case ast.Constant(value=int()):
            yield node.lineno, f"{node.value} + 1", lambda: setattr(node, "value", node.value + 1)
        case ast.Call(func=ast.Attribute(attr=name)) if name in CONDITIONS:
            for place, keyword in enumerate(node.keywords):
                yield node.lineno, f"without {ast.unparse(keyword)}", lambda place=place: node.keywords.pop(place)


def _statements(node: ast.AST) -> Iterator[tuple]:
    match node:
        case ast.If() | ast.IfExp():
            said = f"if not ({ast.unparse(node.test)})"
            turned = ast.UnaryOp(ast.Not(), copy.deepcopy(node.test))
            yield node.lineno, said, lambda: setattr(node, "test", turned)
        case ast.Return(value=ast.expr() as value) if not _is_nothing(value):
            said = f"nothing instead of {ast.unparse(value)}"
            yield node.lineno, said, lambda: setattr(node, "value", ast.Constant(None))


def _is_nothing(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value in (None, 0, "", False)


def _in_body(function: ast.FunctionDef) -> Iterator[tuple]:
    """Statements that are left out: calls whose answer nobody takes, and refusals."""
    for parent in ast.walk(function):
        for name in ("body", "orelse"):
            body = getattr(parent, name, None)
            if not isinstance(body, list):
                continue
            for place, statement in enumerate(body):
                call = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
                if call or isinstance(statement, ast.Raise):
                    said = f"without {ast.unparse(statement)}"
                    yield statement.lineno, said, lambda body=body, place=place: body.__setitem__(place, ast.Pass())
