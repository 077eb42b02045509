"""Contents of files by name, each read when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from rsense.store.files.safe_read import Content, Unreadable


class LazyFiles(Mapping[str, Content]):
    """Contents of files by name, read when asked for. One that cannot be read is left out, and
    reported once.

    `read` gives the content of a file, or raises Unreadable.
    """

    def __init__(
        self,
        paths: Mapping[str, str],
        read: Callable[[str], Content],
        unreadable: Callable[[Unreadable], None],
    ) -> None:
        self._paths = paths
        self._read = read
        self._unreadable = unreadable
        self._known: dict[str, Content | None] = {}
        """None for one that cannot be read."""

    def __getitem__(self, name: str) -> Content:
        if name not in self._known:
            path = self._paths[name]
            try:
                self._known[name] = self._read(path)
            except Unreadable as error:
                self._known[name] = None
                self._unreadable(error)
        if (content := self._known[name]) is None:
            raise KeyError(name)
        return content

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._paths if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        """True if there is any; without reading more than the first that can be read."""
        return any(True for _ in self)
