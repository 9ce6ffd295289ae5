"""``python -m retrograd``: the autograd tutorial, or one of the commands."""

from __future__ import annotations

import argparse
import importlib
import os
import sys

import retrograd as rg

# Each is a module of _commands, whose main takes the arguments and returns the exit code.
_COMMANDS = {
    "check": "say what a program written for torch would miss",
    "run": "run a program written for torch",
}


def _options() -> argparse.Namespace:
    known = "\n".join(f"  {name:<8}{job}" for name, job in _COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m retrograd",
        usage="python -m retrograd [-h] [--version] [--config] [COMMAND ...]",
        description="Run the autograd tutorial, step by step; or a command.",
        epilog=f"commands (each has a --help of its own):\n{known}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"retrograd {rg.__version__}")
    parser.add_argument(
        "--config", action="store_true", help="show how the package was built, and run nothing"
    )
    return parser.parse_args()


def main() -> int:
    try:
        if sys.argv[1:2] and sys.argv[1] in _COMMANDS:
            command = importlib.import_module(f"retrograd._commands.{sys.argv[1]}")
            code: int = command.main(sys.argv[2:])
        else:
            code = 0
            if _options().config:
                rg.show_config()
            else:
                from retrograd._commands.tutorial import tutorial

                tutorial()
        sys.stdout.flush()
    except BrokenPipeError:  # "| head" has seen enough; nor is the rest to be flushed at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


if __name__ == "__main__":
    sys.exit(main())
