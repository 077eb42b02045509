"""Block characters in a picture of the screen, drawn as a terminal draws them: without gaps.

Rich sets the lines of its SVGs apart, and every font has its own idea of a block.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

COLUMN, LINE, BASELINE = 12.2, 24.4, 20.0
"""Sizes in the SVGs that Rich writes: of a cell, and how far down its text stands."""
TOP = 1.5
"""Where the background of the first line begins."""
BELOW, LEFT = "▁▂▃▄▅▆▇█", "▏▎▍▌▋▊▉█"
BLOCKS = frozenset(BELOW + LEFT)
TEXT = re.compile(
    r'<text(?: [\w:-]+="[^"]*")*? class="(?P<look>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)"'
    r"[^>]*>(?P<text>[^<]*)</text>"
)
FILL = re.compile(r"\.([\w-]+) \{ fill: ([^;} ]+)")


def drawn(svg: str) -> str:
    """The picture with rectangles where block characters stood."""
    fills = dict(FILL.findall(svg))

    def shapes(found: re.Match[str]) -> str:
        text = html.unescape(found["text"])
        if not BLOCKS & set(text) or text.strip(" \xa0").strip("".join(BLOCKS)).strip(" \xa0"):
            return found[0]
        left, top = float(found["x"]), float(found["y"]) - BASELINE + TOP
        return "".join(_rectangles(text, left, top, fills.get(found["look"], "#888")))

    return TEXT.sub(shapes, svg)


def _rectangles(text: str, left: float, top: float, fill: str) -> Iterator[str]:
    for run in re.finditer(r"█+|[^█ \xa0]", text):
        x = left + run.start() * COLUMN
        block, width, height = run[0], COLUMN * len(run[0]), LINE
        if block in BELOW[:-1]:
            height = LINE * (BELOW.index(block) + 1) / 8
        elif block in LEFT[:-1]:
            width = COLUMN * (LEFT.index(block) + 1) / 8
        y = top + LINE - height
        # A little over the edge: two edges that only touch let the ground shine through.
        size = f'width="{width + 0.15:.2f}" height="{height + 0.25:.2f}"'
        yield f'<rect fill="{fill}" x="{x:.2f}" y="{y:.2f}" {size} shape-rendering="crispEdges"/>'
