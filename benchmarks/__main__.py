"""`python -m benchmarks [NAME [ARGUMENT…]]`: one benchmark, or every one.

Each module beside this one that has a `main(arguments) -> exit status` is a benchmark.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks


def names() -> list[str]:
    """All benchmarks."""
    found = [module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_")]
    return [name for name in found if hasattr(importlib.import_module(f"benchmarks.{name}"), "main")]


def main(arguments: list[str]) -> int:
    """Run the benchmark that the first argument names, else all."""
    if arguments and arguments[0] not in names():
        sys.stderr.write(f"no benchmark {arguments[0]}; there are {', '.join(names())}\n")
        return 2
    status = 0
    for name in arguments[:1] or names():
        sys.stdout.write(f"── {name} ──\n")
        sys.stdout.flush()
        status |= importlib.import_module(f"benchmarks.{name}").main(arguments[1:])
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
