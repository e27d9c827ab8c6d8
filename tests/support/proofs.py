"""Tests named as proofs of something: `path::test` or `path::Class::test`, from the root of the repository."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SUITES = ROOT / "tests" / "contracts" / "connectors"


def exists(proof):
    """Whether `path::test` or `path::Class::test` is a test, one that a class inherits from a suite too."""
    path, *names = proof.split("::")
    found = definitions(ROOT / path) if (ROOT / path).is_file() else {}
    if len(names) == 1:
        return names[0] in found.get("", ()) and names[0].startswith("test_")
    return len(names) == 2 and names[1] in _of_class(names[0], found)


def _of_class(name, found):
    suites = {}
    for path in sorted(SUITES.glob("*_suite.py")):
        suites |= definitions(path)
    known = suites | found
    tests = known.get(name, ())
    return {each for each in tests if each.startswith("test_")} | {
        each for base in tests if base in known and base != name for each in _of_class(base, known)
    }


@cache
def definitions(path):
    """Names of a module's functions under "", and of each class its methods and its bases."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = {"": {node.name for node in tree.body if isinstance(node, functions)}}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            found[node.name] = bases | {each.name for each in node.body if isinstance(each, functions)}
    return found
