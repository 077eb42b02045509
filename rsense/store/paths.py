"""Paths of everything rsense keeps. Computes them, and never touches the disk.

`rsense log` cannot afford platformdirs, so this repeats the little of it that is needed; a test
holds the two to the same answers wherever HOME is set. As cheap to import as `os`.
"""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

THEMES_FOLDER = "themes"
"""The folder of own themes, beside the settings: in the data folder where they are there too."""
FOLDERS = ("records", "progress", "trash", "exercises", "vocabulary", "packs", THEMES_FOLDER)
"""The folders in the data folder; each may be a link to where somebody keeps it."""
SETTINGS = "config.toml"
SYNONYMS = "synonyms.toml"
HIDDEN = "hidden-findings.toml"
"""The file of findings that a person doesn't want to see again."""
LAST = ".last-"
"""Prefix of the undo log; the machine's name follows."""
PLANS = ".plans-"
"""Prefix of the list of plans; the machine's name follows."""
OPEN = ".open-"
"""Prefix of the list of open follow-ups; the machine's name follows."""
RITUALS = ".rituals-"
"""Prefix of the list of rituals; the machine's name follows."""
WAITS = ".waits-"
"""Prefix of the line that the shell's prompt reads; the machine's name follows."""
DRAFTS = ".drafts-"
"""Which files hold drafts, beside it."""
MACHINE_FILES = (LAST, PLANS, OPEN, RITUALS, DRAFTS, WAITS)
"""Prefixes of the files of this machine's own: they hold no words, and are made anew."""

_NAME = "rsense"
_MAC_FOLDER = "~/Library/Application Support"


class NoHome(Exception):
    """The home folder cannot be told. The message is for the person."""


def data_folder(environ: "Mapping[str, str]", platform: str) -> str:
    """The folder of everything a person said: `RSENSE_HOME`, else the platform's own.

    `platform` is `sys.platform`. `RSENSE_HOME` may begin with `~`; a relative one is meant from the
    working folder. Raises `NoHome`.
    """
    return _chosen(environ) or _platform_folder(
        environ, platform, "XDG_DATA_HOME", "~/.local/share"
    )


def config_folder(environ: "Mapping[str, str]", platform: str) -> str:
    """The folder of a person's settings: `RSENSE_HOME`, else the platform's own.

    With `RSENSE_HOME` it is the data folder, as it is on macOS. Raises `NoHome`.
    """
    return _chosen(environ) or _platform_folder(environ, platform, "XDG_CONFIG_HOME", "~/.config")


def records_folder(data: str) -> str:
    """Folder of the records, by year and month."""
    return os.path.join(data, "records")


def progress_folder(data: str) -> str:
    """Folder of the unfinished sessions."""
    return os.path.join(data, "progress")


def trash_folder(data: str) -> str:
    """Folder of deleted records and older versions of edited ones, until it is emptied."""
    return os.path.join(data, "trash")


def exercises_folder(data: str) -> str:
    """Folder of a person's own exercises."""
    return os.path.join(data, "exercises")


def own_synonyms(data: str) -> str:
    """The file of a person's own words for exercises, beside their own exercises."""
    return os.path.join(exercises_folder(data), SYNONYMS)


def vocabulary_folder(data: str) -> str:
    """Folder of a person's own words: feelings, body signals and urges that do not ship."""
    return os.path.join(data, "vocabulary")


def packs_folder(data: str) -> str:
    """Folder of packs, each in a folder of its id: exercises and words that others made."""
    return os.path.join(data, "packs")


def machine_file(data: str, prefix: str) -> str:
    """A file of this machine's own, where several devices share the data folder."""
    return os.path.join(data, f"{prefix}{os.uname().nodename.replace('/', '-') or 'machine'}")


def _chosen(environ: "Mapping[str, str]") -> str | None:
    chosen = environ.get("RSENSE_HOME")
    if not chosen:
        return None
    if chosen == "~" or chosen.startswith("~/"):
        chosen = _in_home(environ, chosen)
    try:
        return os.path.abspath(chosen)
    except FileNotFoundError as error:  # a relative one, and the working folder was deleted
        raise NoHome(f"RSENSE_HOME is {chosen}, from a folder that is gone.") from error


def _platform_folder(
    environ: "Mapping[str, str]", platform: str, variable: str, otherwise: str
) -> str:
    named = environ.get(variable, "")
    if os.path.isabs(named):  # the XDG specification: "consider the path invalid and ignore it"
        return os.path.join(named, _NAME)
    return os.path.join(
        _in_home(environ, _MAC_FOLDER if platform == "darwin" else otherwise), _NAME
    )


def _in_home(environ: "Mapping[str, str]", path: str) -> str:
    """`path` with its `~` made the home folder; an empty or relative HOME counts as none."""
    home = environ.get("HOME", "")
    # The list of accounts is not asked: it may be on another machine, and is behind a socket.
    if not os.path.isabs(home):
        raise NoHome(
            "Your home folder is not known, as HOME is not set. "
            "Set HOME, or RSENSE_HOME to a folder for what you keep."
        )
    return (home.rstrip("/") + path[1:]) or "/"
