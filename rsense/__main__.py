"""The way in."""

import sys


def main() -> None:
    import os  # noqa: PLC0415 - `import rsense.__main__` alone does nothing

    os.umask(0o077)
    from rsense.cli.app import main as run  # noqa: PLC0415

    sys.exit(run())


if __name__ == "__main__":
    main()
