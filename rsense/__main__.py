"""The way in."""

import sys


def main() -> None:
    import gc  # noqa: PLC0415 - `import rsense.__main__` alone does nothing
    import os  # noqa: PLC0415

    os.umask(0o077)
    gc.disable()  # what is imported stays: looking through it for garbage is a tenth of the start
    from rsense.cli.app import main as run  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    sys.exit(run())


if __name__ == "__main__":
    main()
