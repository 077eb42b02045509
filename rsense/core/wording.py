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


# A shape with a (group) is noted, and the group is what the note is about. A shape without one is kind
# or harmless: it only swallows its words, so that no later shape sees them. The first that fits wins.

_VERY = r"(?:(?:just|really|only|even|still|simply|so|very|too|also|clearly|honestly|being|all) )*"
_SURELY = r"(?:(?:just|really|only|even|still|clearly|obviously|probably|actually|secretly|all) )*"
_AUX = r"(?:(?:have|are|will|would|do|did|were|had|just|really|still|also|can|literally) ){0,3}"
_EVER = r"(?:always|constantly|never)"
_EACH_TIME = r"(?:every|each)(?: single)? time you"
_MAKES_GOOD = (
    r"(?:make|makes|made|making) (?:me|us|everyone|everybody|people|it|things) (?:feel )?"
    rf"(?:much |more |a little )*{_VERY}(?:happy|happier|laugh|smile|giggle|safer?|loved|welcome|better|"
    r"seen|heard|proud|special|calm|calmer|at home|at ease|strong|stronger|brave|wanted|included|"
    r"understood|supported|valued|appreciated|important|beautiful|less alone|hopeful|like i matter|"
    r"like i belong|like family|want to be|believe in|reali[sz]e|good|great|lucky|the \w+iest)"
)
_KIND_ALWAYS = (
    rf"{_MAKES_GOOD}|(?:been |be )?{_VERY}(?:welcome|there|here for|on my mind|in my|in our|kind|patient|"
    r"thoughtful|generous|supportive|caring|lovely|gentle|honest with|good to|loved|special|beautiful|"
    r"wonderful|amazing|brave|my|a joy|a good|a great)|have (?:a|my|our|me|time for|room for)|mean well|"
    r"know (?:how|what|when)|knew|remember\w*|believ\w+|support\w*|cheer\w*|help\w*|encourag\w+|meant well|"
    r"inspir\w+|stood|stand|show\w* up|look\w* (?:after|out for|great|good|lovely|nice)|t(?:ake|ook) care|"
    r"t(?:ake|ook) the time|try|tried|do your|did your|listen|listened|bring out|amaze|surprise|forgive|"
    r"forgave|checked|check (?:in|on)|ask\w* how|treat\w* me (?:well|with|like family)|say the right"
)
_KIND_NEVER = (
    r"g[ai]ve up|given up|giving up|let (?:me|us|anyone) down|stop\w* (?:believing|trying|amazing)|fail\w*"
    r" to|judged?|complain\w*|disappoint\w*|made me feel (?:bad|guilty|judged|small|like a burden|alone)|"
    r"forgot|forget my|hurt|left (?:me|my side)|leave my side|(?:have|had|need|needed|meant|mean) to|regret|"
    r"asked for|doubted|lose me|(?:be |been )?(?:alone|a burden|a bother|too)|guess|(?:know|understand) how "
    r"much|lied to me|lie to me|know(?! (?:how i|what i|me)\b)|mind"
)
_OWNED = (  # a guess about the other that is said as one's own
    r"(?:if|whether|in case|unless|when|hope|afraid|scared|worry|worried|fear|myself|myself is|story is|"
    r"mind says|imagine|imagining|start\w* to think|part of me thinks|feel (?:like|as if|as though)|feel)"
    r"(?: that)? you"
)
_DARK = (
    r"hurt|control|punish|manipulate|guilt|make (?:me|us|him|her)|get (?:rid|back|out|at)|push|avoid|ignore|"
    r"start|pick|win|change me|provoke|embarrass|humiliate|replace|blame|turn|hide|upset|annoy|test|mess|"
    r"ruin|wind me|trick|fool|cut me|shut me|exclude|gaslight|be right"
)
_UNKIND = (
    r"selfish|self-(?:centred|centered|absorbed)|lazy|crazy|pathetic|heartless|toxic|clingy|controlling|"
    r"manipulative|narcissistic|immature|childish|stupid|dumb|useless|worthless|ridiculous|ungrateful|"
    r"cruel|rude|insensitive|inconsiderate|irresponsible|unreliable|paranoid|insane|hopeless|disgusting|"
    r"arrogant|thoughtless|spoil(?:ed|t)|two-faced|passive-aggressive|unreasonable"
)
_UNKIND_WHEN_SO = (
    r"cold|mean|needy|jealous|dramatic|difficult|distant|impossible|sensitive|weak|moody"
)
_NAME = (
    r"narcissist|liar|coward|jerk|asshole|bitch|bastard|idiot|loser|hypocrite|monster|psycho|cheater|"
    r"drama queen|control freak|snob|brat|pig|failure|disappointment|moron|prick|child|baby|selfish person|"
    r"(?:bad|terrible) (?:friend|partner|person|mother|father|mum|mom|dad|parent|boss)|joke|waste of space"
)
_PHRASES: dict[Kind, re.Pattern[str]] = {
    "absolute": _shapes(rf"""
        |(?:why|how come) (?:\w+ ){{0,2}}(you {_EVER}|you ever)
        |(?:of|with|about|at) (you {_EVER}) (?!trying|showing|helping|supporting)\w+ing
        |(?:do|did|are|were|have|had|will|would|can|could) you {_EVER}(?! have to)
        |(?:love|loved|miss|adore|with|for|of|to|thank|hope|wish|told|want|asked|about) you {_EVER}
        |(?:love|like|admire|appreciate|glad|grateful|lucky) (?:how|that|the way) you {_EVER}
        |(?:afraid|scared|worry|worried|fear)(?: that)? you {_AUX}{_EVER}
        |as you always (?:do|are|have)|you (?:can|could) always|you will always (?:be|have|find)
        |you {_AUX}(?:always|constantly) (?:{_KIND_ALWAYS})|you {_AUX}never (?:{_KIND_NEVER})
        |(you {_AUX}{_EVER})|(you (?:do|did|have|will|would|can) not (?:even )?(?:ever|once))(?! have to)
        |(not once (?:did|have) you)|(you (?:do|did|say|said) (?:this|that) (?:all the|every) time)
        |{_EACH_TIME} (?:smile|laugh|hug|hold|kiss|sing|visit|walk in)|(?:smile|laugh|happy) {_EACH_TIME}
        |({_EACH_TIME})(?! [^.]{{0,60}}\b(?:happy|loved|safe|grateful|proud|lucky|smile|glad|better)\b)
        |(all you (?:(?:ever |seem to )?do (?:\w+ )?is|ever do|(?:ever )?(?:care|think|talk) about))
        |(the only (?:thing|one|person) you (?:ever )?(?:care|think|worry) about)
        |((?:it is always|everything is|everything has to be) (?:always )?(?:all )?about you)
        |(it is never your (?:fault|turn)|never (?:good )?enough for you)
    """),
    "you-made-me": _shapes(rf"""
        |(?:could|would|can|will|please) you (?:please )?make|(?:love|like) (?:how|the way) you make
        |you (?:always )?{_AUX}{_MAKES_GOOD}
        |you {_AUX}(?:make|made) (?:me|us) (?:an?|some|dinner|lunch|breakfast|tea|coffee|promise|curious)
        |(you (?:always |constantly |keep )?{_AUX}(?:make|made|making) (?:me|us)(?: feel)?)
        |(you (?:are driving|drive|drove) (?:me|us) (?:crazy|mad|insane|nuts|up the wall))
        |(you (?:leave|left|give|gave) me no choice)|(you forced (?:me|us))
    """),
    "feel-that": _shapes(rf"""
        |(?:do|did|if|when|that|whether) you (?:\w+ )?feel (?:that|like|as if|as though) you
        |feel (?:that |like |as if |as though )?you {_SURELY}(?:and|too|do|understand|care|get me|see me|
        hear me|listen|know me|love me|have my back|are right|are on my|are there for|deserve)\b(?! not)
        |((?:i|me|us|we) {_SURELY}(?:sometimes |often |always |do |am )?
        (?:feel|felt|feeling) (?:that|like|as if|as though) you)
        |(i {_SURELY}(?:feel|felt) you) (?:do|did|are|were|have|never|always|only|just|should|could)
        |(?:^|(?<=[.,] ))(feel like you (?:do|are|never|always|just|only))
    """),
    "why-you": _shapes(r"""
        |why do you (?:ask|think)|why are you (?:crying|sad|upset|worr\w+|sorry|scared|laughing|smiling|
        awake|up|asking|apologi[sz]ing)|how could you (?:have|know|help)|(how (?:could|dare) you)
        |(how can you) (?:say|be so|be this|think|just|even|do this|do that|treat|expect|not)
        |(why do not you) (?:ever|even|care|trust|love|listen|want|like|believe|understand|respect|answer)
        |(why (?:do|must|should|is it that|(?:did|are|were|can|could|will|would|have|had)(?: not)?) you)
        |(why you (?:ignoring|mad|being|so))|(how come you)
        |(what is (?:wrong with you|your problem))|(who do you think you are)
    """),
    "mind-reading": _shapes(rf"""
        |{_OWNED}|you do not {_SURELY}want to (?:hurt|upset|worry)|you (?:just )?wanted to (?:help|check)
        |(you (?:do|did) not {_SURELY}(?:care|respect|appreciate me|value (?:me|my|us)|miss me|need me|love|
        trust me|believe (?:me|in me)|get me|see me|think (?:about|of) (?:me|us)|bother|understand me|
        want (?:me|us|anything to do|to be with me|to see me|to spend)|like (?:me|my|us)))
        |(you never (?:cared|loved|wanted (?:me|us|this)))|(you could(?: not)? care less)
        |you (?:are |were )?{_SURELY}trying to (?:help|be (?:kind|nice|there)|protect|support|understand|do)
        |you (?:clearly|obviously) (?:care|love|work|worked|put|tried|try|mean well)
        |you are (?:clearly|obviously) (?:tired|upset|hurting|busy|good|very|so|worn|struggling)
        |(you (?:just|only) want(?:ed)? (?:to|me|us))|(you want(?:ed)? to) (?:{_DARK})
        |(you meant to (?:hurt|upset|do (?:it|that|this)|embarrass|humiliate|ignore|leave me))
        |(you (?:are |were )?(?:just|only) trying to)|(you (?:are|were) {_SURELY}trying to) (?:{_DARK})
        |(you (?:did|do|are doing|were doing|ignored|forgot) (?:it|that|this|me) on purpose)
        |(?:do|did|do not|what|how|would|might|may) you think|what you think
        |(you (?:must |probably |just |obviously |clearly )*(?:think|thought|assume) i)(?! (?:sh|w|c)ould)
        |(you think you (?:are|know))|(you think (?:that )?it is (?:ok|okay|fine|funny|all my))
        |(you expect me to)|(you (?:are |were )?(?:obviously|clearly))|((?:obviously|clearly) you)
        |(i (?:know|can tell|bet|am sure)(?: that)? you (?:secretly |really |all )?(?:hate|regret|resent|
        blame|despise|are (?:lying|cheating|ignoring|avoiding|bored|sick of|tired of me|ashamed)))
        |(you (?:must )?{_SURELY}(?:hate|resent|despise) (?:me|us))|(you enjoy (?:hurting|making|seeing))
        |(you are {_SURELY}(?:ignoring|avoiding|punishing|using|lying to|rejecting|replacing) (?:me|us))
        |(you are {_SURELY}(?:ashamed of|embarrassed by|bored of|bored with|tired of|sick of) (?:me|us))
        |(you are not {_SURELY}(?:sorry|listening|interested in me))
    """),
    "label": _shapes(rf"""
        |(?:not|never|nobody|no one) (?:\w+ )?(?:say|said|saying|thinks?|thought|thinking|means?|believes?)
        (?: that)? you are|you (?:keep )?(?:say|saying|think|feel)(?: like)? you are
        |you are {_VERY}(?:crazy|insane|stupid) (?:good|talented|beautiful|funny|clever|about|busy)
        |(you are {_VERY}(?:an? |such an? |the most )?{_VERY}(?:acting )?(?:{_UNKIND}))
        |(your (?:so|such a|being) (?:so )?(?:{_UNKIND}|{_NAME}))
        |(you are (?:so|very|too|being) {_VERY}(?:{_UNKIND_WHEN_SO}))
        |(you are {_VERY}(?:acting like )?(?:such )?an? (?:(?:total|complete|real|huge) )?(?:{_NAME}))
        |(you are (?:the (?:problem|worst)|full of (?:shit|yourself)))|(?:love|thank|miss) you (?:idiot|moron)
        |(you (?:selfish|stupid|lying|pathetic|heartless) \w+)
        |(you (?:idiot|liar|coward|hypocrite|jerk|asshole|bitch|bastard|loser|moron))
    """),
}


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
