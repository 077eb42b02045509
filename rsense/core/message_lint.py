"""The message lint: accusations, mind-reading, absolutes. Pure: no clock, no files, no terminal.

Owns which words of a drafted message may land hard on whoever reads them, and one sentence of
advice about each. Refuses to judge: it sees shapes, not meaning, blocks nothing, and is silent
where words may as well be kind. English only. It names no crisis and no abuse: a message about
dying is never called a threat, "you are abusive" never a label; help-now is for those.
"""

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

import msgspec

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
    "absolute": "This may sound as if it's always so; one time may be easier to hear.",
    "you-made-me": "This may sound like blame; “when …, I felt …” can say the same hurt.",
    "feel-that": "A thought follows “feel” here; you could name the feeling, like hurt or lonely.",
    "why-you": "This may sound like an accusation; you could say what you want to understand.",
    "mind-reading": "This speaks for their thoughts; you could say what you noticed, and ask.",
    "threat": "This may sound like a threat; you could say what hurts and what you need.",
    "many-requests": "This looks like one more request; one at a time may be easier to answer.",
    "label": "This may sound like a judgement of who they are; you could say what happened.",
    "shouting": "Capitals can look like shouting; small letters may be easier to read.",
}


class Note(msgspec.Struct, frozen=True):
    """One place in a message that may hurt."""

    start: int
    end: int
    """End of the span in the text, exclusive."""
    words: str
    """The quoted words, as written."""
    kind: Kind
    advice: str


def notes(text: str) -> tuple[Note, ...]:
    """Notes on `text`, in order of place; notes of one kind never overlap.

    The work grows in proportion to the length of the text, whatever is in it.
    """
    message = _Message(text)
    spans = [*_phrases(message), *_threats(message), *_more_requests(message), *_shouts(message)]
    return tuple(Note(a, b, text[a:b], kind, _ADVICE[kind]) for a, b, kind in sorted(spans))


# A message is read as lower-case words one space apart, short forms spelled out, the end of a
# sentence as " . " and a smaller break as " , ". So no shape below need know of apostrophes, line
# breaks or texting, and what it finds is carried back to the words as they were written.

_TOKEN = re.compile(
    r"(?P<word>[^\W_]+(?:['-][^\W_]+)*)|(?P<stop>[.!?…]+|\n\s*\n)|(?P<pause>[,;:()\"“”/|–—-]+)"
)
_STRAIGHT = str.maketrans("’‘ʼ´`", "'" * 5)
_VERBS = "do does did would could should is are was were have has had"
_SHORT = (
    "cant=can not|cannot=can not|wont=will not|i'll=i will|i'd=i would|im=i am|ive=i have|u=you|"
    "ur=you are|ure=you are|youre=you are|youll=you will|youd=you would|youve=you have|r=are|y=why|"
    "we're=we are|its=it is|thats=that is|whats=what is|pls=please|plz=please|gonna=going to|"
    "wanna=want to|tryna=trying to|nvr=never|everytime=every time"
)
_SPELLED_OUT = dict(short.split("=") for short in _SHORT.split("|"))
_SPELLED_OUT.update({f"{verb}nt": f"{verb} not" for verb in _VERBS.split()})
_Span: TypeAlias = tuple[int, int, Kind]


class _Message:
    """A text, its tokens, and the plain form that shapes are matched against."""

    def __init__(self, text: str) -> None:
        self.straight = text.translate(_STRAIGHT)
        self.tokens = list(_TOKEN.finditer(self.straight))
        pieces = [_spelled_out(token) for token in self.tokens]
        self.plain = " ".join(pieces)
        self._token_at: list[int] = []
        for number, piece in enumerate(pieces):
            self._token_at += [number] * (len(piece) + 1)

    def span(self, start: int, end: int, kind: Kind) -> _Span:
        """Place in the text of `start` to `end` of the plain form."""
        first, last = self._token_at[start], self._token_at[end - 1]
        return self.tokens[first].start(), self.tokens[last].end(), kind


def _spelled_out(token: re.Match[str]) -> str:
    if token.lastgroup != "word":
        return "." if token.lastgroup == "stop" else ","
    word = token[0].lower()
    bare = word.replace("'", "")
    return _SPELLED_OUT.get(word) or _SPELLED_OUT.get(bare, bare)


# The shapes. Words in « » are noted. A shape without « » is kind or harmless: it only swallows its
# words, so that no later shape sees them. The first that fits wins. Plain brackets just group.


def _shapes(table: str) -> re.Pattern[str]:
    """One pattern from a table of `|shape`; a line may end anywhere but at a space."""
    joined = "".join(line.strip() for line in table.splitlines()).removeprefix("|")
    grouped = re.sub(r"\((?!\?)", "(?:", joined).replace("«", "(").replace("»", ")")
    return re.compile(rf"\b(?:{grouped})\b")


_SO = r"((just|really|only|even|still|so|very|too|also|clearly|obviously|being|all) )*"
_AUX = r"((have|are|will|would|do|did|were|had|just|really|still|can) ){0,3}"
_EVER = r"(always|constantly|never)"
_NOT_WARM = r"(?! [^.]{0,60}\b(thanks?|proud|glad|happy|safe|loved|love (it|that)|feel better)\b)"
_EACH_TIME = r"(every|each)( single)? time you"
_MAKES_GOOD = (
    rf"ma(ke|kes|de|king) (me|us|everyone|people|it|things) (feel )?(much |more )?{_SO}(happ\w+|"
    r"laugh|smile|safer?|loved|welcome|better|seen|heard|proud|special|calm\w*|at home|brave\w*|"
    r"strong\w*|wanted|understood|valued|important|less alone|want to be|believe in|the \w+iest)"
)
_DARK = (
    r"(hurt|control|punish|manipulate|guilt|make (me|us)|get (rid|back|out|at)|push|avoid|ignore|"
    r"win|start|change me|provoke|embarrass|humiliate|replace|blame|turn|hide|upset|annoy|test)"
)
_UNKIND = (
    r"(selfish|self-(cent(re|ere)d|absorbed)|lazy|crazy|insane|pathetic|heartless|toxic|clingy|"
    r"controlling|manipulative|narcissistic|immature|childish|stupid|useless|worthless|cruel|rude|"
    r"ungrateful|insensitive|inconsiderate|unreliable|paranoid|ridiculous|disgusting|arrogant)"
)
_NAME = (
    r"(narcissist|liar|coward|jerk|asshole|bitch|bastard|idiot|loser|hypocrite|monster|failure|"
    r"joke|drama queen|control freak|(bad|terrible) (friend|partner|person|\w+er|m[uo]m))"
)
_PHRASES: dict[Kind, re.Pattern[str]] = {
    "absolute": _shapes(rf"""
        |(why|how come) (\w+ ){{0,2}}«you {_EVER}»|(of|with) «you {_EVER}» (?!trying|helping)\w+ing
        |(do|did|are|were|have|had|will|would|can|could) you {_EVER}(?! have to)
        |(love|miss|remember|appreciate|glad|grateful|with|for|of|to|thank|hope|wish|told|want|afraid|
        scared|worried)(| how| that| when| the way) you {_AUX}{_EVER}
        |you c(an|ould) always|you will always (be|have)
        |you {_AUX}(always|constantly) ({_MAKES_GOOD}|(been |be )?{_SO}(welcome|there|here for|kind|
        in my|on my mind|patient|generous|thoughtful|supportive|caring|lovely|loved|good to)|
        (remember|believ|support|cheer|help|encourag|inspir|listen|mean|work|look|check|tr[iy])\w*|
        have (a|my|time for)|kn[eo]w (how|what|when)|sto?[ao]n?d|show\w* up|t(ake|ook) care|find a|
        ask\w* how|d(o|id) your|wanted to)
        |you {_AUX}never (g[ai]ve up|given up|let (me|us) down|stop\w* (believing|trying)|judged?|
        fail\w* to|complain\w*|disappoint\w*|forgot|hurt|guess|regret|le(ft|ave) m[ey]|asked for|
        (have|had|need|needed|meant|mean) to|lied? to me|(be |been )?(alone|a burden|too)|lose|mind|
        know(?! (how i|what i|me)\b))
        |«you {_AUX}(always|constantly)»{_NOT_WARM}|«you {_AUX}never»
        |«you (do|did|have|will|would) not (even )?(ever|once)»(?! have to)
        |{_EACH_TIME} (smile|laugh|hug|hold|kiss|sing|visit)|(smile|laugh) {_EACH_TIME}
        |«{_EACH_TIME}»{_NOT_WARM}
        |«all you ((ever |seem to )?do is|ever do|(ever )?(care|think|talk) about)»
        |«not once (did|have) you»|«(it is always|everything is) (always )?(all )?about you»
    """),
    "you-made-me": _shapes(rf"""
        |(could|would|can|will|please) you (please )?make|love (how|the way) you make
        |you (always )?{_AUX}{_MAKES_GOOD}
        |you {_AUX}ma(ke|de) (me|us) (an?|some|who|was|is|for|dinner|lunch|tea|coffee|promise)
        |«you (always |constantly |keep )?{_AUX}ma(ke|de|king) (me|us)( feel)?»
        |«you (are driving|drive|drove) me (crazy|mad|insane|nuts)»|«you (leave|left) me no choice»
    """),
    "feel-that": _shapes(rf"""
        |you (\w+ )?feel (that|like|as if|as though) you
        |(i|me|us|we) {_SO}(\w+ )?fe(el|lt) (that |like |as if )?you {_SO}(and|too|understand|
        care|get me|see me|hear me|listen|know me|love me|(are|were) (right|on my|there)|deserve)
        |«(i|me|us|we) {_SO}(\w+ )?(feel|felt|feeling) (that|like|as if|as though) you»
        |«i {_SO}(feel|felt) you» (do|did|are|were|have|never|always|only|just|should|could)
        |(^|(?<=[.,] ))«feel like you» (do|are|never|always|just|only)
    """),
    "why-you": _shapes(r"""
        |why do you (ask|think)|how could you (have|know|help)|«how (could|dare) you»|«how come you»
        |why are you (crying|sad|upset|worr\w+|sorry|scared|laughing|smiling|awake|up|asking)
        |«how can you» (say|be so|be this|think|just|even|do this|do that|treat|expect|not)
        |«why do not you» (ever|even|care|trust|love|listen|want|like|believe|understand|answer)
        |«why (do|must|should|(did|are|were|can|could|will|would|have|had)( not)?) you»
        |«what is (wrong with you|your problem)»|«who do you think you are»
    """),
    "mind-reading": _shapes(rf"""
        |(if|whether|unless|when|hope|afraid|scared|worr(y|ied)|fear|myself( is)?|story is|
        mind says|imagin\w+|start\w* to think|feel( like| as if| as though)?)( that)? you
        |you do not {_SO}want to (hurt|upset|worry)|what you think
        |(do|did|do not|what|how|would|might) you {_SO}(think|hate|resent|despise|want)
        |you {_SO}want(ed)? to (help|check|sleep|rest|talk|be (alone|left|kind|safe))
        |you (are |were )?{_SO}trying to (help|be (kind|nice|there)|protect|support|understand|do)
        |you (are )?(clearly|obviously) (care|love|work\w*|put|tr\w+|tired|upset|hurting|so)
        |«you (do|did) not {_SO}(care|respect|love|bother|think (about|of) (me|us)|want to be with|
        want anything|(appreciate|value|trust|believe|understand|miss|need|want|like) (me|us))»
        |«you never (cared|loved|wanted (me|us|this))»|«you could( not)? care less»
        |«you (just|only) want(ed)? (to|me|us)»|«you want(ed)? to» {_DARK}
        |«you meant to (hurt|upset|do (it|that|this)|embarrass|humiliate|ignore|leave me)»
        |«you (are |were )?(just|only) trying to»|«you (are|were) {_SO}trying to» {_DARK}
        |«you (did|do|are doing|were doing|ignored|forgot) (it|that|this|me) on purpose»
        |«you (must |probably )?{_SO}(think|thought|assume) i»(?! (sh|w|c)ould)|«you think you are»
        |«i (know|can tell|bet|am sure)( that)? you {_SO}(hate|regret|resent|blame|despise)»
        |«you (must )?{_SO}(hate|resent|despise) (me|us)»|«you are not {_SO}(sorry|listening)»
        |«you are {_SO}(ignoring|avoiding|punishing|using|rejecting|replacing) (me|us)»
        |«you are {_SO}(ashamed|bored|tired|sick) of (me|us)»|«you (are )?(obviously|clearly)»
    """),
    "label": _shapes(rf"""
        |(not|never|nobody|no one) (\w+ )?(say|said|saying|thinks?|thought|means?|believes?) you are
        |you (keep )?(say|saying|think|feel)( like)? you are|(love|thank|miss) you (idiot|moron)
        |you are {_SO}(crazy|insane|stupid) (good|talented|beautiful|funny|about|busy)
        |«you are {_SO}(an? |a bit |such an? |the most )?{_SO}(acting )?{_UNKIND}»
        |«you are (so|very|too|being) {_SO}(cold|mean|needy|jealous|dramatic|difficult|distant)»
        |«you are {_SO}(acting like )?(such )?an? ((total|complete|real) )?{_NAME}»
        |«(your|stop being|do not be) (so|such an?|being) ({_UNKIND}|{_NAME})»
        |«you are (the worst|full of yourself|too sensitive)»|«you (idiot|liar|coward|bitch|loser)»
        |«you (selfish|stupid|lying|pathetic|heartless) \w+»
    """),
}
_OUTCOME = (
    r"((i will|ill|i am going to|i am) (just |be )*(leav(e|ing)(?! (the|an?|it|my|some|your|that|"
    r"this|them|early|late|work|at|on|in|by|soon|for(?! good)|tonight|you (alone|be|to|in))\b)|"
    r"gone(?! (by|for|until|at|to))|done(?! (by|at|in|before|with (work|my|the|it)|\w+ing))|"
    r"mov(e|ing) out|out(?= ?$| ,)|walk(ing)? (away|out)|break(ing)? up|end(ing)? (it|this|us)|"
    r"tell(ing)? everyone|block(ing)? you|never (speak|talk|forgive|see|trust))|it is over|"
    r"(we are|(?<=or )were) (so )?(done|over|through|finished)(?! (by|at|with|before|\w+ing))|"
    r"do not come (back|home))"
)
_THREAT = _shapes(rf"""
    |(?P<direct>you (will|are going to) (regret|pay for|lose me|never see (me|us|the kids))|
    your (last|final) (chance|warning)(?! to (see|buy|get|book|visit|win))|i am warning you|
    unless you (say sorry|apologi[sz]e|stop|change|promise|admit|quit|choose|delete|block|prove)|
    if you (really |actually |truly |ever )*(loved|cared about) me|or else(?= ?$| ,)|
    it is me or (her|him|them|your)|or (else )?({_OUTCOME}|i leave))|(?P<outcome>{_OUTCOME})|
    (?P<condition>(if|next time) (this|that|it) (happens|keeps|goes on)|keep (it|this|that) up and|
    (if|unless|next time) you(?! (want|(would )?like|prefer|need|feel|would rather|do not mind|
    ask me|can not make|are (free|ready|up|tired|busy|ill|sick|late|early|ok))\b))
""")
_REQUEST = _shapes(r"""
    |(what|when|where|how|why|who|which) (\w+ )?(could|would|will|can) you|(yes|no)( ,)? please
    |(could|would|will|can) you (like|prefer|rather|believe|imagine|see|hear|be (free|around|home))
    |please (know|do not worry|take (care|your time)|feel free|find|stay safe|look after yourself)
    |to please|i (want|need|would like) you to (know|be|feel)
    |(?P<asks>(please (, )?)?((could|would|will|can) you|i (really )?(want|need) you to|
    i would (really )?((like|love) you to|(like|love|appreciate) it if you))( (, )?please)?)
    |(?P<closing>please(?= ?$| ,))|(?P<please>please( (, )?please)*)
""")
_SENTENCE = re.compile(r"[^.]+")
_CAPITALS = re.compile(r"\b[A-Z][A-Z']*\b(?:[\s.!?]+[A-Z][A-Z']*\b)*")
_LOUD = re.compile(r"([A-Z]{3,})(?:'[A-Z]+)?")
_NOT_LOUD = re.compile(  # initials, laughter, drawn-out words
    r"[^AEIOUY]*|(?:HA)+H?|[A-Z]*([A-Z])\1\1[A-Z]*|NASA|ASAP|LOL|LMAO|USA|ADHD|COVID|UNICEF|UNESCO"
)
_GLAD = re.compile(r"HAPPY|CONGRAT|THANK|(LOVE|MISS)\s+YOU|PROUD|WELCOME|GOOD\s+LUCK|OMG|YAY")


def _phrases(message: _Message) -> Iterator[_Span]:
    for kind, shapes in _PHRASES.items():
        for found in shapes.finditer(message.plain):
            if found.lastindex:
                yield message.span(*found.span(found.lastindex), kind)


def _threats(message: _Message) -> Iterator[_Span]:
    """Explicit threats, and an "if you" with an "I will leave" in one sentence."""
    for sentence in _SENTENCE.finditer(message.plain):
        held: re.Match[str] | None = None
        for found in _THREAT.finditer(message.plain, *sentence.span()):
            reach = 120 if found.lastgroup == "outcome" else 20
            if held and (held.lastgroup == found.lastgroup or found.start() > held.end() + reach):
                held = None
            if held or found.lastgroup == "direct":
                yield message.span((held or found).start(), found.end(), "threat")
                held = None
            else:
                held = found


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
    """Runs of capitals with two loud words, and loud words of five letters; not glad ones."""
    for run in _CAPITALS.finditer(message.straight):
        loud = [word for word in _LOUD.finditer(run[0]) if not _NOT_LOUD.fullmatch(word[1])]
        if loud and not _GLAD.search(run[0]):
            if loud[1:]:
                yield *run.span(), "shouting"
            elif loud[0][1][4:]:
                yield run.start() + loud[0].start(), run.start() + loud[0].end(), "shouting"
