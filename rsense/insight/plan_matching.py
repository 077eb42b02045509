"""Which plan was made for this: an if-then plan and a trigger that have words in common.

The rule, in one sentence: a plan that begins with If (or When, or The next time) fits when more
than half of the words of its if-part are among the trigger's words. Small words (the, he, in) are
left out, and words that stand in every second trigger (message, answer, no) count half. Endings are
taken off (cancelled, cancels), and a few words of one meaning count as one.

Pure, and imports nothing: `rsense log` asks this before it has a framework.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rsense.core.records import Trigger

MADE = "You made a plan for this:"
MOST_WORDS = 60
"""Words of a text that count: a trigger is a line, and a whole page has something of every plan."""

_SMALL_WORDS = """
a an the this that these those some any every all both each my mine your yours our ours his her hers
their theirs its i me you we us he him she it they them somebody someone anybody anyone everybody
everyone nobody something anything everything nothing who whom which what when where why how if then
than as and or but so because since until till while before after during of in on at to from for by
with without about into onto over under through between out up off down away back again just only
also too very really quite still even already yet ever once twice soon more most less is are was
were be been being am do does did done doing has have had having will would can could shall should
may might must go goes going gone went get gets getting got come comes coming came become make makes
made making let lets take takes took put puts start starts seem seems keep keeps kept stay stays
stayed there here now today tonight tomorrow yesterday one two three four five six seven eight nine
ten eleven twelve half first last next second minute minutes hour hours day days week weeks month
months year years time times am pm o'clock
"""

_ONE_MEANING = (
    "message text sms dm email mail",
    "answer reply replied respond response react",
    "quiet silent silence",
    "short brief curt",
    "forget forgot forgotten",
    "cancel postpone",
    "not no none never",
    "unread unanswered",
    "quarrel argument argue fight row",
    "criticism criticise criticize critique",
    "say said",
    "tell told",
    "hear heard",
    "see saw seen",
    "feel felt",
    "leave left",
    "meeting meet met",
    "tight tighten",
    "late later",
    "withdraw withdrew withdrawn",
    "cling clung",
    "cry cried",
    "run ran",
    "overthink overthought",
    "explain overexplain",
    "apologise apologize",
)
"""Words that count as the first of their line."""
_TOGETHER = {
    ("call", "off"): "cancel",
    ("write", "back"): "answer",
    ("left", "out"): "left-out",
    ("shut", "down"): "shut-down",
    ("turn", "down"): "turned-down",
    ("put", "down"): "put-down",
    ("talk", "over"): "talked-over",
}
"""Two words that mean something else when they stand together."""
_IN_EVERY_SECOND = """
    message answer not call phone talk say tell see hear look feel plan short long chat word
    person people partner friend work home write read know think want need ask send wait leave
    evening morning night bit much little good bad happen
"""

_THEN = (", then", " then i ", ", i ")
"""Ends of an if-part, the surest first."""
_BEGIN = (
    "if ",
    "when ",
    "whenever ",
    "as soon as ",
    "each time ",
    "every time ",
    "the next time ",
    "next time ",
)


def plan_for(plans: "Iterable[str]", said: "Iterable[str]") -> str | None:
    """The plan that fits best, the first of those that fit alike; None where none does."""
    heard = {word for text in said for word in stems(text)}
    best, most = None, 0.0
    for plan in plans:
        share = fits(plan, heard)
        if share > most:
            best, most = plan, share
    return best


def fits(plan: str, heard: "Iterable[str]") -> float:
    """The share of the plan's if-part among the words heard; 0 where it is half or less."""
    cue = set(stems(if_part(plan)))
    whole, shared = _weight(cue), _weight(cue.intersection(heard))
    return shared / whole if 2 * shared > whole else 0


def _weight(words: "set[str]") -> int:
    return 2 * len(words) - len(words & _WEAK)


def if_part(plan: str) -> str:
    """The if-part of a plan, in small letters; empty where it does not begin with an if."""
    text = " ".join(plan.lower().split())
    begin = next((word for word in _BEGIN if text.startswith(word)), None)
    end = next((text.find(mark) for mark in _THEN if mark in text), len(text))
    return "" if begin is None else text[len(begin) : end]


def said_in(trigger: "Trigger") -> tuple[str, ...]:
    """The words of a trigger that a plan is held against: not what was done, that comes after."""
    one = (trigger.what, trigger.who, trigger.type, trigger.before, trigger.thought)
    return (*one, *trigger.tags, *trigger.emotions, *trigger.body, *trigger.urge)


def stems(text: str) -> "Iterator[str]":
    """The words of a text that mean something, endings off; those of one meaning are one."""
    plain = "".join(c if c.isalnum() or c in "'’-" else " " for c in text.lower())
    words = [_bare(word) for part in plain.split()[:MOST_WORDS] for word in part.split("-")]
    for word, after in zip(words, [*words[1:], ""], strict=False):
        stem = _stem(word)
        if (stem, after) in _PAIRS:
            yield _PAIRS[stem, after]
        elif word and word not in _SMALL and not word.isdecimal():
            yield _EQUAL.get(stem, stem)


def _bare(word: str) -> str:
    """Without apostrophes: `sam's` is sam, `didn't` is not."""
    word = word.replace("’", "'").strip("'")
    return "not" if word.endswith("n't") else word.partition("'")[0]


def _stem(word: str) -> str:
    """The word without its ending, as far as a plain rule goes: `cancelled` and `cancels` meet."""
    for ending, instead in _ENDINGS if word[-1:] in _LAST else ():
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)] + instead
            break
    if len(word) > _SHORTEST and word[-1] == word[-2]:
        word = word[:-1]
    return word.removesuffix("e") if len(word) > _SHORTEST else word


_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_LAST = "sdg"
"""Letters that those end with: most words are looked at no further."""
_SHORTEST = 3
_EQUAL = {
    _stem(word): _stem(line.partition(" ")[0]) for line in _ONE_MEANING for word in line.split()
}
_PAIRS = {(_stem(one), other): _stem(word) for (one, other), word in _TOGETHER.items()}
_SMALL = frozenset(_SMALL_WORDS.split())
_WEAK = frozenset(map(_stem, _IN_EVERY_SECOND.split()))
