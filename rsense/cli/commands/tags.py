"""`rsense tags`: the tags you use, and how often."""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import combinations

import typer

from rsense.cli.commands._options import Json
from rsense.cli.line_style import QUIET, styled
from rsense.cli.output import json_line, tell_unreadable
from rsense.core.fold import fold
from rsense.core.sanitize import one_line
from rsense.services.context import open_context
from rsense.store.records import reader

ALIKE = 0.66
"""From here on (difflib's ratio, 0 to 1) two tags may be one: texts and texting are 0.667."""
SHORTEST_ALIKE = 4
"""Letters: of shorter words nearly all are alike."""
MOST_COMPARED = 300
"""Tags compared with each other, those used most: pairs grow with the square."""
MOST_TOLD = 10


class TaggedTriggers(reader.RecordFilter):
    """Triggers that have tags."""

    def may_match_bytes(self, data: bytes) -> bool:
        return b"tags" in data or b"\\" in data


def tags(*, as_json: Json = False) -> None:
    """The tags you use, and how often. Those that look alike are pointed out."""
    context = open_context()
    counted: Counter[str] = Counter()
    documents = reader.documents(
        context.records.folder, TaggedTriggers("trigger"), context.damaged.append
    )
    for _, document in documents:
        counted.update(str(tag) for tag in document.get("tags", ()))
    most = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    width = len(str(most[0][1])) if most else 0
    for tag, count in most:
        line = (
            json_line({"tag": tag, "count": count})
            if as_json
            else f"{styled(f'{count:>{width}}', QUIET)}  {one_line(tag)}"
        )
        typer.echo(line)
    if not most:
        typer.echo("No tags yet. “rsense log … -t word” gives one.", err=True)
    pairs = [f"“{one_line(a)}” and “{one_line(b)}”" for a, b in alike(dict(most))]
    if pairs:
        more = f", and {len(pairs) - MOST_TOLD} more" if len(pairs) > MOST_TOLD else ""
        typer.echo(f"These look alike: {'; '.join(pairs[:MOST_TOLD])}{more}.", err=True)
    tell_unreadable(context.damaged)


def alike(counted: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Pairs of tags that may be meant as one, of those that come first."""
    for one, other in combinations(list(counted)[:MOST_COMPARED], 2):
        a, b = fold(one), fold(other)
        if a == b:
            yield one, other
            continue
        matcher = SequenceMatcher(None, a, b, autojunk=False)
        # The quick ratios are upper bounds: most pairs stop at the first.
        ratios = (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)
        if min(len(a), len(b)) >= SHORTEST_ALIKE and all(ratio() >= ALIKE for ratio in ratios):
            yield one, other
