"""Change one operator, branch or constant of a module at a time, and see whether its tests fail: `make mutants`.

Print the changes that no test notices, and fail if they are too many. Each change is tried in a fork of this process.
"""

import ast
import importlib.util
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb  # noqa: F401  (with pandas and pytest, so that the forks need not)
import pandas as pd  # noqa: F401
import pytest

UNIT, PROPERTY, CASES = "tests/unit/transform/test_", "tests/property/test_", "tests/cases/test_statbank.py"
TESTS = {
    "transform.jsonstat": [f"{UNIT}jsonstat.py", CASES, f"{PROPERTY}jsonstat.py"],
    "transform.contract": [f"{UNIT}contract.py"],
    "transform.borders": [f"{UNIT}municipalities.py", f"{UNIT}klass.py", f"{UNIT}regrouping.py"],
    "transform.regrouping": [f"{UNIT}regrouping.py", f"{PROPERTY}regrouping.py"],
    "transform.existence": [f"{UNIT}observations.py", CASES],
}
ENOUGH = 85
"""The least share of mutants to kill, in percent."""
PATIENCE = 120
"""The most seconds of the processor for the tests of a mutant, which may loop for ever."""

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr, ast.USub: ast.UAdd,
}  # fmt: skip
OPPOSITES = {"any": "all", "all": "any", "min": "max", "max": "min"}
UNCHANGED = {"annotation", "returns", "decorator_list"}
GUARDS = {"strict", "copy", "validate"}
"""Arguments that guard against mistakes in our own code, or only save time."""


def changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """Yield a field of the node and another value, for each change of the node."""
    match node:
        case ast.Compare(ops=[operator]) if type(operator) in SWAPS:
            yield "ops", [SWAPS[type(operator)]()]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "operand", ast.UnaryOp(ast.Not(), operand)
        case ast.BoolOp() | ast.BinOp() | ast.AugAssign() | ast.UnaryOp() if type(node.op) in SWAPS:
            yield "op", SWAPS[type(node.op)]()
        case ast.If() | ast.IfExp():
            yield from (("test", ast.Constant(value)) for value in (True, False))
        case ast.comprehension(ifs=[_, *_]):
            yield from (("ifs", [ast.Constant(value)]) for value in (True, False))
        case ast.Constant(value=bool(value)):
            yield "value", not value
        case ast.Constant(value=int(value)):
            yield "value", value + 1
        case ast.Return(value=ast.expr()):
            yield "value", ast.Constant(None)
        case ast.Call(func=ast.Name(id=name)) if name in OPPOSITES:
            yield "func", ast.Name(OPPOSITES[name], ast.Load())


def nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the node and those within it that may be changed."""
    yield node
    for name, value in ast.iter_fields(node):
        children = value if isinstance(value, list) else [value]
        for child in children if name not in UNCHANGED else []:
            if isinstance(child, ast.AST) and not (isinstance(child, ast.keyword) and child.arg in GUARDS):
                yield from nodes(child)


def mutants(tree: ast.Module) -> Iterator[str]:
    """Change the tree, yield what was changed, and change it back."""
    for node in list(nodes(tree)):
        line = getattr(node, "lineno", None) or getattr(getattr(node, "iter", None), "lineno", "?")
        for field, value in list(changes(node)):
            whole, before = getattr(node, field), ast.unparse(node).splitlines()[0]
            setattr(node, field, value)
            yield f"  line {line}: {before}  ->  {ast.unparse(ast.fix_missing_locations(node)).splitlines()[0]}"
            setattr(node, field, whole)


def is_killed(name: str, path: str, tree: ast.Module) -> bool:
    """Return whether the tests of a module fail, or do not end, with this code."""
    if child := os.fork():
        return os.waitpid(child, 0)[1] != 0
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(1, 2)
    try:
        _load(name, path, tree)
        os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *TESTS[name]]))
    finally:
        os._exit(1)


def _load(name: str, path: str, tree: ast.Module) -> None:
    """Load a module with this code, before anything else of Grunnlag is loaded."""
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, None, origin=path))  # type: ignore[arg-type]
    sys.modules[name] = module
    exec(compile(tree, path, "exec"), vars(module))


def main(names: list[str]) -> int:
    """Try all changes. Return 1 if too many survive in a module."""
    shares = []
    for name in names or TESTS:
        path = f"{name.replace('.', '/')}.py"
        tree = ast.parse(Path(path).read_text(encoding="utf-8"))
        assert not is_killed(name, path, tree), f"The tests of {name} fail without any change."
        killed = {says: is_killed(name, path, tree) for says in mutants(tree)}
        survivors = [says for says in killed if not killed[says]]
        shares.append(100 * (1 - len(survivors) / len(killed)))
        lines = [f"{name}: {len(killed) - len(survivors)} of {len(killed)} changes noticed, except", *survivors]
        sys.stdout.write("\n".join(lines) + "\n")
    return int(min(shares) < ENOUGH)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
