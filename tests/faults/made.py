"""Whole files to begin from, and what is put into them: for the campaigns of this folder."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from rsense.store.records.codec import encode
from tests.store.made import AT, KINDS

RECORDS = [encode(document) for document in KINDS.values()]
SITTING = encode(
    {
        "format": 1,
        "id": "left234567",
        "kind": "progress",
        "exercise": "mindful-pause",
        "title": "Mindful pause",
        "started": AT,
        "saved": AT + timedelta(minutes=2),
        "shelf": {"people": ["Jo"]},
        "about": ["k3f9a2q7xm"],
        "reply": [
            {"step": "now", "value": 7},
            {"step": "breath", "value": {"seconds": 60, "cycles": 6, "finished": True}},
        ],
        "ahead": [{"step": "later", "skipped": True}],
    }
)
CONFIG = b'person = "Sam"\ntheme = "day"\nbell = true\n[patterns]\nevening = "4-8"\n'
WORDS = (
    b'[[family]]\nlabel = "Mine"\nwords = [\n  { value = "odd", label = "Odd", hint = "x" },\n]\n'
)

TOKENS = [
    b"\n[[step]]\n",
    b'\nkind = "',
    b'""',
    b"[",
    b"]",
    b"{",
    b"}",
    b"=",
    b'"',
    b'"""',
    b"'''",
    b"\\",
    b"#",
    b".",
    b",",
    b"\r\n",
    b"\r",
    b"\0",
    b"\x1b[2J",
    b"\xff\xfe",
    b"\xc3",
    b"nan",
    b"\xe2\x80\xae",
    b"\xf0\x9f\x98\x80",
    b"inf",
    b"-0",
    b"9" * 20,
    b"1e999",
    b"0x",
    b"true",
    b"null",
    b"1969-12-31T23:59:59Z",
    b"2199-12-31T23:59:59+23:59",
    b"2026-10-25T02:30:00+02:00",
    b"9999-12-31",
    b"00:00:60",
    b"2026-03-29T02:30:00",
    b"<<<<<<< HEAD\n",
    b"=======\n",
    b">>>>>>> theirs\n",
    b'when = "now >= 4 and not (now in [1, 2])"\n',
    b'go = "end"\n',
    b'kind = "jump"\nto = "now"\nat_most = 99\n',
    b'kind = "include"\nexercise = "mine"\n',
    b"{now}",
    b"{now|",
    b"{{",
    b"[[",
    b"]]",
    b"{a.b}",
    b"{0!r:>99}",
    b"[@click=app.quit]x[/]",
    b"at_most = -1\n",
    b"at_least = 99999999999\n",
    b'pattern = "4-6"\n',
    b"minutes = 1e9\n",
    b'pattern = "0-0"\ncycles = 99999\n',
    b"options = []\n",
    b'id = "__class__"\n',
    b"\xef\xbb\xbf",
    "\u2028".encode(),
    b"format = 2\n",
    b"end = true\n",
    b"private = true\n",
]
"""What breaks other programs, and the words of our own language."""


def _deep(chance: random.Random) -> bytes:
    return b"a = " + b"[" * chance.randint(10, 9000) + b"]" * chance.randint(0, 70)


def _dotted(chance: random.Random) -> bytes:
    part = b"." + b"b" * chance.randint(1, 3)
    return b"".join(b"a%d%s = 1\n" % (n, part * chance.randint(1, 16)) for n in range(1500))


def _headers(chance: random.Random) -> bytes:
    name = b"a" + b".b" * chance.randint(0, 14)
    return b"[[%s]]\nc = 1\n" % name * chance.randint(100, 9000)


def _strings(chance: random.Random) -> bytes:
    unit = chance.choice((b'\\"', b"''", b"\\u0041", b"\\\n   ", b'""', b"x"))
    return b'a = """\n' + (unit * 900 + b"\n") * chance.randint(1, 120)


def _steps(chance: random.Random) -> bytes:
    """A script as long as the caps let it be."""
    head = b'format = 1\ntitle = "t"\nstage = "settle"\n'
    step = b'[[step]]\nid = "s%d"\nkind = "rate"\ntext = "How {s%d|x}?"\nwhen = "s%d > 3"\n'
    body = b"".join(step % (n, n - 1, n - 1) for n in range(2, chance.randint(100, 2500)))
    return head + b'[[step]]\nid = "s1"\nkind = "rate"\ntext = "a"\n' + body


def _jumps(chance: random.Random) -> bytes:
    head = b'format = 1\ntitle = "t"\nstage = "settle"\n'
    head += b'[[step]]\nid = "a"\nkind = "rate"\ntext = "a"\n'
    jump = b'[[step]]\nkind = "jump"\nto = "a"\nat_most = %d\nwhen = "a > %d"\n'
    return head + b"".join(jump % (n % 5 + 1, n % 10) for n in range(chance.randint(1, 60)))


def _asked(chance: random.Random, name: str) -> tuple[str, list[str]]:
    """A step that asks, and what can be asked about its answer."""
    options = ", ".join(f'"o{n}"' for n in range(chance.choice((3, 5, 200))))
    picks, words = range(3), chance.choice(("", 'keep = "plans"\n'))
    kind, atoms = chance.choice(
        (
            ('kind = "rate"\n', [f"{name} > {n}" for n in (2, 5, 8)]),
            (f'kind = "ask"\n{words}', [f"{name} == 'o{n}'" for n in picks]),
            (f'kind = "choose"\noptions = [{options}]\n', [f"{name} != 'o{n}'" for n in picks]),
            (
                f'kind = "choose"\nat_most = 3\n{words}options = [{options}]\n',
                [f"'o{n}' in {name}" for n in picks],
            ),
        )
    )
    return f'[[step]]\nid = "{name}"\ntext = "x"\n{kind}', [name, *atoms]


def _branches(chance: random.Random) -> bytes:
    """A script with more ways through it than anybody could walk."""
    names = [f"r{n}" for n in range(chance.randint(2, 40))]
    asked = [_asked(chance, name) for name in names]
    atoms = [atom for _, about in asked for atom in about]
    shown = chance.choice(("y", f"{{{names[0]}|y}}" * 200, "".join(f"{{{n}|y}}" for n in names)))
    steps = [step for step, _ in asked]
    jumps = chance.choice((0, 0, 1, 3, 8))
    for n in range(chance.choice((4, 12, 60, 400)) // (1 + jumps)):
        joined = chance.choice((" and ", " or ", " and not "))
        when = joined.join(chance.choices(atoms, k=chance.choice((1, 2, 9))))[:190]
        way = 'go = "end"\n' * chance.randint(0, 1)
        kind = chance.choice(
            (f'kind = "say"\ntext = "{shown}"\n{way}', 'kind = "rate"\ntext = "y"\n')
        )
        if n < jumps:
            kind = f'kind = "jump"\nto = "{chance.choice(names)}"\nat_most = 1\n'
        when = when.rpartition(joined)[0] or when
        steps.append(f'[[step]]\nid = "s{n}"\nwhen = "{when}"\n{kind}')
        atoms += [f"s{n} > 5"] * ("rate" in kind)
    return ('format = 1\ntitle = "t"\nstage = "settle"\n' + "".join(steps)).encode()


def _crowds(chance: random.Random) -> bytes:
    """Too much of one thing: options, piles, gaps, words in words, names that nobody gave."""
    many = chance.choice((3, 18, 200, 900))
    letters = chance.choice((0, 0, 60, 180))
    words = ["".join(chance.choices("ab", k=letters)) + f"w{n}" for n in range(many)]
    options = ", ".join(f'{{ value = "{word}", label = "{word[-9:]}" }}' for word in words)
    bins = ", ".join(f'{{ value = "{word}" }}' for word in words)
    blanks = ", ".join(f'{word} = "x"' for word in words)
    gaps = "".join(f"[{word}]" for word in words[:60]) + "{s1|x}" * chance.choice((0, 10, 500))
    asked = "".join(f"{{{word}|x}}" for word in words)
    least = chance.choice((1, min(many, 200)))
    steps = [
        'kind = "gather"\nat_least = 150\n',
        'kind = "ask"\nkeep = "plans"\n',
        f'kind = "choose"\nat_least = {least}\nat_most = 200\nother = true\n'
        f"options = [{options}]\n",
        f'kind = "sort"\nitems = "s0"\nbins = [{bins}]\n',
        'kind = "choose"\nitems = "s0"\n',
        f'kind = "compose"\ntemplate = "{gaps}"\nblanks = {{ {blanks} }}\n',
        f'kind = "say"\nhint = "{asked[:3000].rpartition("{")[0]}"\n',
        f'kind = "rate"\nwhen = "{"<".join(f"s{n % 9}" for n in range(60))}"\n',
        f'kind = "rate"\nwhen = "s1 == \'{words[-1]}\'"\n',
        f'kind = "rate"\ngo = "{words[-1]}"\n',
    ]
    some = chance.sample(steps, k=chance.choice((1, 1, 2, 4)))
    kinds = [steps[0], *(chance.choice(some) for _ in range(chance.choice((2, 9, 60, 450))))]
    whole = 'format = 1\ntitle = "t"\nstage = "settle"\n'
    whole += f"next = {words}\n" * (chance.random() < 0.1)
    for number, kind in enumerate(kinds):
        step = f'[[step]]\nid = "s{number}"\ntext = "x"\n{kind}'
        if len(whole) + len(step) < 250_000:
            whole += step
    return whole.encode()


def _condition(chance: random.Random) -> bytes:
    body = chance.choice((b"not " * 60, b"(" * 90, b"now < " * 30, b"-" * 150, b"[" * 90))
    return (
        b'format = 1\ntitle = "t"\nstage = "settle"\n[[step]]\nid = "now"\nkind = "rate"\n'
        b'text = "a"\n[[step]]\nkind = "say"\ntext = "b"\nwhen = "' + body + b'now"\n'
    )


def _values(chance: random.Random) -> bytes:
    return b"".join(b"k%d = %d\n" % (n, n) for n in range(chance.randint(1000, 19_999)))


BOMBS: list[Callable[[random.Random], bytes]] = [
    _deep,
    _dotted,
    _headers,
    _strings,
    _steps,
    _jumps,
    _branches,
    _crowds,
    _condition,
    _values,
]
"""Small files that cost a careless reader seconds or gigabytes."""
