"""The commands of ``python -m retrograd COMMAND``: one module each, with ``main(arguments)``."""
