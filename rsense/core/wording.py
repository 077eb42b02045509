"""The message lint: accusations, mind-reading, absolutes. Pure: no clock, no files, no terminal.

Owns which words of a drafted message may land hard on the person who reads them, and one sentence of
advice about each. Refuses to judge: it sees shapes, not meaning, blocks nothing, and where words may
as well be kind it stays silent. English only. It names no crisis and no abuse: a message about dying
is never called a threat, "you are abusive" is never called a label; help-now is for those.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind = Literal[
    "absolute",
    "you-made-me",
    "feel-that",
    "why-you",
    "mind-reading",
    "threat",
    "many-requests",
    "label",
    "shouting",
]
_ADVICE: dict[Kind, str] = {
    "absolute": "This may sound like a verdict on every time; one time may be easier to hear.",
    "you-made-me": "This may sound like blame; “when … happened, I felt …” can say the same hurt.",
    "feel-that": "This “feel” leads to a thought; you could name the feeling, such as hurt or lonely.",
    "why-you": "This may sound like an accusation; you could say what you would like to understand.",
    "mind-reading": "This speaks for the other's inside; you could say what you noticed, and ask.",
    "threat": "This may sound like a threat; you could say what you need, and how you will cope.",
    "many-requests": "This looks like one more request; one at a time may be easier to answer.",
    "label": "This may sound like a verdict on who they are; you could say what happened instead.",
    "shouting": "Capitals may read as shouting; small letters may be easier to hear.",
}


@dataclass(frozen=True, slots=True)
class Note:
    """One place in a message that may land hard."""

    start: int
    end: int
    """The span of characters in the text, `end` not included."""
    words: str
    """The words it is about, as written."""
    kind: Kind
    advice: str


def notes(text: str) -> tuple[Note, ...]:
    """What may land hard in `text`, in order of place; notes of one kind never overlap.

    The work grows in proportion to the length of the text, whatever is in it.
    """
    message = _Message(text)
    spans = [*_phrases(message), *_threats(message), *_more_requests(message), *_shouts(message)]
    return tuple(
        Note(start, end, text[start:end], k, _ADVICE[k]) for start, end, k in sorted(spans)
    )


# A message is read as lower-case words one space apart, short forms spelled out, the end of a sentence
# as " . " and a smaller break as " , ". So no shape below need know of apostrophes, line breaks or
# texting, and what it finds is carried back to the words as they were written.

_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:['\u2019\u2018\u02bc\u00b4`-][^\W_]+)*)"
    r"|(?P<stop>[.!?…]+|\n\s*\n)|(?P<pause>[,;:()\"“”/|\u2013\u2014-]+)"
)
_APOSTROPHES = str.maketrans("\u2019\u2018\u02bc\u00b4`", "'" * 5)
_VERBS = "do does did would could should is are was were have has had"
_SPELLED_OUT = {
    **{f"{verb}nt": f"{verb} not" for verb in _VERBS.split()},
    **{"cant": "can not", "cannot": "can not", "wont": "will not", "i'll": "i will", "y": "why"},
    **{"i'd": "i would", "im": "i am", "ive": "i have", "we're": "we are", "r": "are"},
    **{"u": "you", "ur": "you are", "ure": "you are", "youre": "you are", "youll": "you will"},
    **{"youd": "you would", "youve": "you have", "nvr": "never", "everytime": "every time"},
    **{"its": "it is", "thats": "that is", "whats": "what is", "pls": "please", "plz": "please"},
    **{"gonna": "going to", "wanna": "want to", "tryna": "trying to"},
}
_Span: TypeAlias = tuple[int, int, Kind]


class _Message:
    """A text, its tokens, and the plain form that shapes are looked for in."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_TOKEN.finditer(text))
        pieces = [_spelled_out(token) for token in self.tokens]
        self.plain = " ".join(pieces)
        self._token_at = [i for i, piece in enumerate(pieces) for _ in range(len(piece) + 1)]

    def span(self, start: int, end: int, kind: Kind) -> _Span:
        """Where the plain form's `start` to `end` stands in the text."""
        first, last = self._token_at[start], self._token_at[end - 1]
        return self.tokens[first].start(), self.tokens[last].end(), kind


def _spelled_out(token: re.Match[str]) -> str:
    if token.lastgroup != "word":
        return "." if token.lastgroup == "stop" else ","
    word = token.group().lower().translate(_APOSTROPHES)
    bare = word.replace("'", "")
    return _SPELLED_OUT.get(word) or _SPELLED_OUT.get(bare, bare)


def _shapes(table: str) -> re.Pattern[str]:
    """One pattern out of `|shape|shape` on many lines; no line may end in a space that counts."""
    return re.compile(rf"\b(?:{''.join(map(str.strip, table.splitlines())).removeprefix('|')})\b")


# A shape with a (group) is noted, and the group is what the note is about. One without is kind or
# harmless: it only swallows its words, so that no later shape sees them. The first that fits wins.

_SO = r"(?:(?:just|really|only|even|still|so|very|too|also|clearly|obviously|being|all) )*"
_AUX = r"(?:(?:have|are|will|would|do|did|were|had|just|really|still|can) ){0,3}"
_EVER = r"(?:always|constantly|never)"
_EACH_TIME = r"(?:every|each)(?: single)? time you"
_MAKES_GOOD = (
    rf"ma(?:ke|kes|de|king) (?:me|us|everyone|people|it|things) (?:feel )?(?:much |more )?{_SO}(?:happ\w+|"
    r"laugh|smile|safer?|loved|welcome|better|seen|heard|proud|special|calm\w*|at home|strong\w*|brave\w*|"
    r"wanted|understood|supported|valued|appreciated|important|less alone|want to be|believe in|the \w+iest)"
)
_KIND_ALWAYS = (
    rf"{_MAKES_GOOD}|(?:been |be )?{_SO}(?:welcome|there|here for|on my mind|in my|kind|patient|thoughtful|"
    r"generous|supportive|caring|lovely|good to|loved|special|beautiful|my)|have (?:a|my|time for)|knew|"
    r"know (?:how|what|when)|(?:remember|believ|support|cheer|help|encourag|inspir|listen|mean|tr[iy])\w*|"
    r"sto?[ao]n?d|show\w* up|look\w* (?:after|out for|great|lovely)|t(?:ake|ook) care|check\w*|ask\w* how"
)
_KIND_NEVER = (
    r"g[ai]ve up|given up|let (?:me|us) down|stop\w* (?:believing|trying)|fail\w* to|judged?|complain\w*|"
    r"disappoint\w*|forgot|hurt|guess|regret|le(?:ft|ave) m[ey]|(?:have|had|need|needed|meant|mean) to|"
    r"asked for|lose|lied? to me|mind|(?:be |been )?(?:alone|a burden|too)|know(?! (?:how i|what i|me)\b)"
)
_OWNED = (  # a guess about the other that is said as one's own
    r"(?:if|whether|unless|when|hope|afraid|scared|worr(?:y|ied)|fear|myself(?: is)?|story is|mind says|"
    r"imagin\w+|start\w* to think|feel(?: like| as if| as though)?)(?: that)? you"
)
_DARK = (
    r"(?:hurt|control|punish|manipulate|guilt|make (?:me|us)|get (?:rid|back|out|at)|push|avoid|ignore|"
    r"win|start|change me|provoke|embarrass|humiliate|replace|blame|turn|hide|upset|annoy|test)"
)
_UNKIND = (
    r"(?:selfish|self-(?:cent(?:re|ere)d|absorbed)|lazy|crazy|insane|pathetic|heartless|toxic|clingy|rude|"
    r"controlling|manipulative|narcissistic|immature|childish|stupid|useless|worthless|ridiculous|cruel|"
    r"ungrateful|insensitive|inconsiderate|unreliable|paranoid|hopeless|disgusting|arrogant)"
)
_NAME = (
    r"(?:narcissist|liar|coward|jerk|asshole|bitch|bastard|idiot|loser|hypocrite|monster|drama queen|"
    r"control freak|failure|disappointment|child|joke|(?:bad|terrible) (?:friend|partner|person|\w+er|mum))"
)
_PHRASES: dict[Kind, re.Pattern[str]] = {
    "absolute": _shapes(rf"""
        |(?:why|how come) (?:\w+ ){{0,2}}(you {_EVER})|(?:of|with) (you {_EVER}) (?!trying|helping)\w+ing
        |(?:do|did|are|were|have|had|will|would|can|could) you {_EVER}(?! have to)
        |(?:love|miss|with|for|of|to|thank|hope|wish|told|want|glad|grateful|afraid|scared|worr(?:y|ied))
        (?:| how| that| the way) you {_AUX}{_EVER}|you c(?:an|ould) always|you will always (?:be|have)
        |you {_AUX}(?:always|constantly) (?:{_KIND_ALWAYS})|you {_AUX}never (?:{_KIND_NEVER})
        |(you {_AUX}{_EVER})|(you (?:do|did|have|will|would) not (?:even )?(?:ever|once))(?! have to)
        |{_EACH_TIME} (?:smile|laugh|hug|hold|kiss|sing|visit)|(?:smile|laugh) {_EACH_TIME}|({_EACH_TIME})
        |(all you (?:(?:ever |seem to )?do is|ever do|(?:ever )?(?:care|think|talk) about))
        |(not once (?:did|have) you)|((?:it is always|everything is) (?:always )?(?:all )?about you)
    """),
    "you-made-me": _shapes(rf"""
        |(?:could|would|can|will|please) you (?:please )?make|love (?:how|the way) you make
        |you (?:always )?{_AUX}{_MAKES_GOOD}
        |you {_AUX}ma(?:ke|de) (?:me|us) (?:an?|some|dinner|lunch|breakfast|tea|coffee|promise)
        |(you (?:always |constantly |keep )?{_AUX}ma(?:ke|de|king) (?:me|us)(?: feel)?)
        |(you (?:are driving|drive|drove) me (?:crazy|mad|insane|nuts))|(you (?:leave|left) me no choice)
    """),
    "feel-that": _shapes(rf"""
        |you (?:\w+ )?feel (?:that|like|as if|as though) you
        |(?:i|me|us|we) {_SO}(?:\w+ )?fe(?:el|lt) (?:that |like |as if )?you {_SO}(?:and|too|understand|
        care|get me|see me|hear me|listen|know me|love me|are (?:right|on my|there for)|deserve)
        |((?:i|me|us|we) {_SO}(?:\w+ )?(?:feel|felt|feeling) (?:that|like|as if|as though) you)
        |(i {_SO}(?:feel|felt) you) (?:do|did|are|were|have|never|always|only|just|should|could)
        |(?:^|(?<=[.,] ))(feel like you (?:do|are|never|always|just|only))
    """),
    "why-you": _shapes(r"""
        |why do you (?:ask|think)|how could you (?:have|know|help)|(how (?:could|dare) you)|(how come you)
        |why are you (?:crying|sad|upset|worr\w+|sorry|scared|laughing|smiling|awake|up|asking)
        |(how can you) (?:say|be so|be this|think|just|even|do this|do that|treat|expect|not)
        |(why do not you) (?:ever|even|care|trust|love|listen|want|like|believe|understand|answer)
        |(why (?:do|must|should|(?:did|are|were|can|could|will|would|have|had)(?: not)?) you)
        |(what is (?:wrong with you|your problem))|(who do you think you are)
    """),
    "mind-reading": _shapes(rf"""
        |{_OWNED}|you do not {_SO}want to (?:hurt|upset|worry)
        |(?:do|did|do not|what|how|would|might) you think|what you think
        |you {_SO}want(?:ed)? to (?:help|check|sleep|rest|talk|be (?:alone|left|kind|safe))
        |you (?:are |were )?{_SO}trying to (?:help|be (?:kind|nice|there)|protect|support|understand|do)
        |you (?:are )?(?:clearly|obviously) (?:care|love|work\w*|put|tr\w+|tired|upset|hurting|busy|so|very)
        |(you (?:do|did) not {_SO}(?:care|respect|love|bother|think (?:about|of) (?:me|us)|want anything|
        (?:appreciate|value|trust|believe|understand|miss|need|want|like) (?:me|us)|want to (?:be with|see)))
        |(you never (?:cared|loved|wanted (?:me|us|this)))|(you could(?: not)? care less)
        |(you (?:just|only) want(?:ed)? (?:to|me|us))|(you want(?:ed)? to) {_DARK}
        |(you meant to (?:hurt|upset|do (?:it|that|this)|embarrass|humiliate|ignore|leave me))
        |(you (?:are |were )?(?:just|only) trying to)|(you (?:are|were) {_SO}trying to) {_DARK}
        |(you (?:did|do|are doing|were doing|ignored|forgot) (?:it|that|this|me) on purpose)
        |(you (?:must |probably )?{_SO}(?:think|thought|assume) i)(?! (?:sh|w|c)ould)|(you think you are)
        |(i (?:know|can tell|bet|am sure)(?: that)? you {_SO}(?:hate|regret|resent|blame|despise))
        |(you (?:must )?{_SO}(?:hate|resent|despise) (?:me|us))|(you are not {_SO}(?:sorry|listening))
        |(you are {_SO}(?:ignoring|avoiding|punishing|using|rejecting|replacing) (?:me|us))
        |(you are {_SO}(?:ashamed|bored|tired|sick) of (?:me|us))|(you (?:are )?(?:obviously|clearly))
    """),
    "label": _shapes(rf"""
        |(?:not|never|nobody|no one) (?:\w+ )?(?:say|said|saying|thinks?|thought|means?|believes?) you are
        |you (?:keep )?(?:say|saying|think|feel)(?: like)? you are|(?:love|thank|miss) you (?:idiot|moron)
        |you are {_SO}(?:crazy|insane|stupid) (?:good|talented|beautiful|funny|clever|about|busy)
        |(you are {_SO}(?:an? |such an? |the most )?{_SO}(?:acting )?{_UNKIND})
        |(you are (?:so|very|too|being) {_SO}(?:cold|mean|needy|jealous|dramatic|difficult|distant|weak))
        |(you are {_SO}(?:acting like )?(?:such )?an? (?:(?:total|complete|real) )?{_NAME})
        |(your (?:so|such a|being) (?:so )?(?:{_UNKIND}|{_NAME}))|(you are (?:the worst|full of yourself))
        |(you (?:selfish|stupid|lying|pathetic|heartless) \w+)|(you (?:idiot|liar|coward|jerk|bitch|loser))
    """),
}
_LEAVING = (
    r"leav(?:e|ing)(?! (?:the|an?|it|my|some|your|that|this|them|early|late|later|work|at|on|in|by|soon|"
    r"for(?! good)|tomorrow|tonight|you (?:alone|be|to|in|some|the|a))\b)"
)
_OUTCOME = (
    rf"(?:(?:i will|ill|i am going to|i am) (?:just |be )*(?:{_LEAVING}|mov(?:e|ing) out|out(?= ?$| ,)|"
    r"gone(?! (?:by|for|until|at|all|to))|done(?! (?:by|at|in|before|with (?:work|my|the|it|this)|\w+ing))|"
    r"walk(?:ing)? (?:away|out)|break(?:ing)? up|end(?:ing)? (?:it|this|us)|tell(?:ing)? everyone|"
    r"never (?:speak|talk|forgive|see|trust)|not (?:speak|talk)(?:ing)? to you|block(?:ing)? you)|"
    r"(?:we are|(?<=or )were) (?:so )?(?:done|over|through|finished)(?! (?:by|at|with|before|\w+ing))|"
    r"it is over(?! (?:by|at|the|an?))|do not (?:expect me|come (?:back|home)))"
)
_THREAT = _shapes(rf"""
    |(?P<direct>you (?:will|are going to) (?:regret|pay for|lose me|never see (?:me|us|the kids))|
    your (?:last|final) (?:chance|warning)(?! to (?:see|buy|get|book|visit|win))|i am warning you|
    unless you (?:say sorry|apologi[sz]e|stop|change|promise|admit|quit|choose|delete|block|prove)|
    if you (?:really |actually |truly |ever )*(?:loved|cared about) me|or else(?= ?$| ,)|
    it is (?:either )?me or (?:her|him|them|it|your)|or (?:else )?{_OUTCOME})|(?P<outcome>{_OUTCOME})|
    (?P<condition>(?:if|next time) (?:this|that|it) (?:happens|keeps|goes on)|keep (?:it|this|that) up and|
    (?:if|unless|next time) you(?! (?:want|(?:would )?like|prefer|need|feel|would rather|do not mind|ask me|
    can not make|are (?:free|ready|up|tired|busy|ill|sick|late|early|ok))\b))
""")
_REQUEST = _shapes(r"""
    |(?:what|when|where|how|why|who|which) (?:\w+ )?(?:could|would|will|can) you|(?:yes|no)(?: ,)? please
    |(?:could|would|will|can) you (?:like|prefer|rather|believe|imagine|be (?:free|around|home|there|ok))
    |please (?:know|do not worry|take (?:care|your time)|feel free|find|stay safe|look after yourself)
    |to please|i (?:want|need|would like) you to (?:know|be|feel)
    |(?P<asks>(?:please (?:, )?)?(?:(?:could|would|will|can) you|i (?:really )?(?:want|need) you to|
    i would (?:really )?(?:(?:like|love) you to|(?:like|love|appreciate) it if you))(?: (?:, )?please)?)
    |(?P<closing>please(?= ?$| ,))|(?P<please>please(?: (?:, )?please)*)
""")
_SENTENCE = re.compile(r"[^.]+")
_CAPITALS = re.compile(r"(?<![\w'])[A-Z][A-Z'\u2019]*\b(?:[\s.!?]+[A-Z][A-Z'\u2019]*\b)*")
_LOUD = re.compile(r"(?=[B-DF-HJ-NP-TV-XZ'\u2019]*[AEIOUY])[A-Z'\u2019]{3,}")
_INITIALS = r"NASA|ASAP|LOL|LMAO|ROFL|OMG|USA|IKEA|NATO|ADHD|COVID|UNICEF|UNESCO|FAQ|DIY|ETA"
_NOT_LOUD = re.compile(rf"{_INITIALS}|(?:HA)+H?|[A-Z]*([A-Z])\1\1[A-Z]*")  # HAHAHA, NOOOO
_GLAD = re.compile(r"HAPPY|CONGRAT|THANK|(?:LOVE|MISS)\s+YOU|PROUD|WELCOME|GOOD\s+LUCK|WELL\s+DONE")


def _phrases(message: _Message) -> Iterator[_Span]:
    for kind, shapes in _PHRASES.items():
        for found in shapes.finditer(message.plain):
            if found.lastindex:
                yield message.span(*found.span(found.lastindex), kind)


_LEAVING = (
    r"leav(?:e|ing)(?! (?:the|an?|it|my|some|your|that|this|them|early|late|later|work|at|for(?! good)|on|"
    r"in|by|soon|tomorrow|tonight|room|space|you (?:alone|be|to|in|some|the|a))\b)"
)
_THREAT = _shapes(rf"""
    |(?P<direct>you (?:will|are going to) (?:regret|pay for|lose me|never see (?:me|us|the kids))
    |your (?:last|final) (?:chance|warning)(?! to (?:see|buy|get|book|visit|win|sign))|or else(?= [.,]|$)
    |i am warning you|i warn you|if you (?:really |actually |truly |ever )*(?:loved|cared about) me
    |unless you (?:say sorry|apologi[sz]e|stop|change|promise|admit|quit|choose|delete|block|prove|start)
    |it is (?:either )?me or (?:her|him|them|it|your))
    |(?P<condition>(?:if|unless|next time) you(?! (?:want|(?:would )?like|prefer|need|would rather|feel|
    do not mind|ask me|know|can not make|are (?:free|ready|up for|tired|busy|ill|sick|late|early|ok|okay))\b)
    |(?:if|next time) (?:this|that|it) (?:happens|keeps|goes on)|keep (?:it|this|that) up and
    |one more (?:time|lie|word|fight) and)
    |(?P<outcome>(?:i will|ill|i am going to|i am) (?:just |be )*(?:{_LEAVING}|out(?= [.,]|$)|moving out
    |gone(?! (?:by|for|until|at|all|to))|done(?! (?:by|at|in|before|with (?:work|my|the|it|this)|\w+ing))
    |walk(?:ing)? (?:away|out)|break(?:ing)? up|end(?:ing)? (?:it|this|us)|tell(?:ing)? everyone
    |never (?:speak|talk|forgive|see|trust|come|help)|not (?:speak|talk)(?:ing)? to you|block(?:ing)? you
    |find(?:ing)? someone (?:else|who)|divorc\w+|move out|make you (?:pay|regret)|hate you)
    |(?:we are|(?<=or )were|(?<=and )were|(?<=then )were|(?<=again )were) (?:so )?(?:done|over|through|
    finished)(?! (?:by|at|with|before|here|early|late|\w+ing))|it is over(?! (?:by|at|the|an?))
    |do not (?:expect me|come (?:back|home|crying)|ever (?:call|talk|speak|text|come)))
""")
_REQUEST = _shapes(r"""
    |(?:what|when|where|how|why|who|which) (?:\w+ )?(?:could|would|will|can) you|(?:yes|no)(?: ,)? please
    |(?:could|would|will|can) you (?:like|prefer|rather|care for|believe|imagine|be (?:free|around|home|
    there|ok|okay|in|at))|(?:to|only) please|please (?:know|do not worry|take (?:care|your time)|feel free|
    find|stay safe|look after yourself|enjoy|accept)|i (?:want|need|would like) you to (?:know|be|feel)
    |(?P<asks>(?:please (?:, )?)?(?:(?:could|would|will|can) you|i (?:really )?(?:want|need) you to|
    i would (?:really )?(?:(?:like|love) you to|(?:like|love|appreciate) it if you))(?: (?:, )?please)?)
    |(?P<closing>please(?= ?$| ,))|(?P<please>please(?: (?:, )?please)*)
""")
_SENTENCE = re.compile(r"[^.]+")
_CAPITALS = re.compile(r"(?<![\w'])[A-Z][A-Z'\u2019]*\b(?:[\s.!?]+[A-Z][A-Z'\u2019]*\b)*")
_LOUD = re.compile(r"(?=[B-DF-HJ-NP-TV-XZ'\u2019]*[AEIOUY])[A-Z'\u2019]{3,}")
_NOT_LOUD = re.compile(  # initials, laughter, drawn-out and kind words
    r"NASA|ASAP|LOL|LMAO|ROFL|OMG|USA|IKEA|NATO|ADHD|COVID|UNICEF|UNESCO|FOMO|FAQ|DIY|ETA|(?:HA){2,}H?|"
    r"[A-Z]*([A-Z])\1\1[A-Z]*"
)
_GLAD = re.compile(r"HAPPY|CONGRAT|THANK|LOVE\s+YOU|MISS\s+YOU|PROUD\s+OF|WELCOME|GOOD\s+LUCK|WELL\s+DONE")


def _phrases(message: _Message) -> Iterator[_Span]:
    for kind, shapes in _PHRASES.items():
        for found in shapes.finditer(message.plain):
            if found.lastindex:
                yield message.span(*found.span(found.lastindex), kind)


def _threats(message: _Message) -> Iterator[_Span]:
    """Threats said outright; and in one sentence an "if you" and an "I will leave", either first."""
    for sentence in _SENTENCE.finditer(message.plain):
        held: re.Match[str] | None = None
        for found in _THREAT.finditer(message.plain, *sentence.span()):
            gap = found.start() - held.end() if held else 0
            if found.lastgroup == "direct":
                yield message.span(*found.span(), "threat")
                held = None
            elif (
                held is None
                or held.lastgroup == found.lastgroup
                or gap > (120 if found.lastgroup == "outcome" else 20)
            ):
                held = found
            else:
                yield message.span(held.start(), found.end(), "threat")
                held = None


def _more_requests(message: _Message) -> Iterator[_Span]:
    """The second request and those after it; a "please" that closes a request is part of it."""
    asked = 0
    for sentence in _SENTENCE.finditer(message.plain):
        before = asked
        for found in _REQUEST.finditer(message.plain, *sentence.span()):
            if found.lastgroup and not (found.lastgroup == "closing" and asked > before):
                asked += 1
                if asked > 1:
                    yield message.span(*found.span(), "many-requests")


def _shouts(message: _Message) -> Iterator[_Span]:
    """Runs of capitals with two words of three letters or one of five; initials are no shouting."""
    for run in _CAPITALS.finditer(message.text):
        loud = [word for word in _LOUD.finditer(run.group()) if not _NOT_LOUD.fullmatch(word.group())]
        if not _GLAD.search(run.group()) and (len(loud) > 1 or any(len(w.group()) > 4 for w in loud)):
            yield run.start() + loud[0].start(), run.start() + loud[-1].end(), "shouting"
