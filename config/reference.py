"""Describes typed settings for people: every key with its type, default and meaning, as Markdown."""

from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from config.secret import Secret

_WORDS = {str: "text", int: "whole number", float: "number", bool: "true or false", Secret: "secret"}


def table(kind: type, skip: frozenset[str] = frozenset()) -> str:
    """One Markdown table of a Struct's keys; `skip` leaves out keys described elsewhere."""
    hints = get_type_hints(kind, include_extras=True)
    rows = [
        f"| `{field.name}` | {_type(hints[field.name])} | {_default(field)} | {_meaning(hints[field.name])} |"
        for field in msgspec.structs.fields(kind)
        if field.name not in skip
    ]
    return "\n".join(["| key | type | default | meaning |", "|---|---|---|---|", *rows])


def sections_of(kind: type) -> list[tuple[str, type]]:
    """Keys of a Struct that are tables of their own, each with its Struct."""
    hints = get_type_hints(kind)
    found = [(field.name, hints[field.name]) for field in msgspec.structs.fields(kind)]
    return [(name, hint) for name, hint in found if isinstance(hint, type) and issubclass(hint, msgspec.Struct)]


def _meaning(hint: Any) -> str:
    if get_origin(hint) is Annotated:
        for extra in get_args(hint)[1:]:
            if isinstance(extra, msgspec.Meta) and extra.description:
                return extra.description
    return ""


def _type(hint: Any) -> str:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _type(args[0])
    if origin is Literal:
        return " or ".join(f"`{arg}`" for arg in args)
    if origin in {Union, UnionType}:
        return " or ".join(_type(arg) for arg in args if arg is not NoneType)
    if origin is tuple:
        return f"list of {_type(args[0])}"
    return _WORDS.get(hint, "table")


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "needed"
    default = field.default_factory() if field.default is msgspec.NODEFAULT else field.default
    if isinstance(default, msgspec.Struct):
        return "see below"
    return "none" if default in (None, "", (), {}) else f"`{default}`"
