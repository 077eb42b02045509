"""What the message lint notes, and above all what it leaves alone."""

from collections.abc import Callable
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rsense.core.message_lint import Kind, Note
from tests.shipped import LIBRARY

LINT = LIBRARY.message_lint
assert LINT
notes = LINT.notes

NOTED: list[tuple[str, str, str]] = [
    # kind, the words the note is about, the message
    ("absolute", "You never", "You never text me first."),
    ("absolute", "you always", "u no what you always do this"),
    ("absolute", "You're always", "You're always late when it's my family."),
    ("absolute", "you’re never", "Funny how you’re never tired for your friends"),
    ("absolute", "ur never", "ur never around anymore"),
    ("absolute", "you\nalways", "It hurts that you\nalways pick work over us."),
    ("absolute", "YOU always", "YOU always get to decide"),
    ("absolute", "Every time you", "Every time you go out I end up waiting by the phone."),
    ("absolute", "every single time u", "every single time u promise n then nothing"),
    ("absolute", "All you do is", "All you do is work, Dad."),
    ("absolute", "all you care about", "At this point all you care about is that game"),
    ("absolute", "you have never", "Mum, you have never asked how I am."),
    ("absolute", "You constantly", "You constantly interrupt me in the stand-up."),
    ("absolute", "you always", "I'm tired of you always being on your phone."),
    ("absolute", "you always", "Do you always have to bring up my ex?"),
    ("absolute", "you’ll never", "I guess you’ll never change"),
    ("absolute", "Not once have you", "Not once have you come to one of my shows."),
    ("absolute", "Everything is about you", "Everything is about you, isn't it"),
    ("absolute", "You haven't once", "You haven't once asked about my exam."),
    ("absolute", "You never", "You never make me feel important."),
    ("you-made-me", "you made me feel", "Last night you made me feel like an idiot."),
    ("you-made-me", "You make me", "You make me so angry"),
    ("you-made-me", "you made me", "look what you made me do"),
    ("you-made-me", "You're making me feel", "You're making me feel guilty for having friends."),
    ("you-made-me", "you make me feel", "I hate how small you make me feel in front of them"),
    ("you-made-me", "you made us", "Yesterday you made us look silly at the client's."),
    ("you-made-me", "You make me feel", "You make me feel like I don't matter."),
    ("you-made-me", "You drive me crazy", "You drive me crazy with this silence"),
    ("feel-that", "I feel that you", "I feel that you put your job first."),
    ("feel-that", "i feel like u", "i feel like u dont even want me there"),
    ("feel-that", "I feel as if you", "I feel as if you had already left."),
    ("feel-that", "I just feel like you're", "I just feel like you're somewhere else lately."),
    ("feel-that", "I feel you", "I feel you don't take my ideas seriously in the team."),
    ("feel-that", "I felt like you", "At dinner I felt like you preferred my sister."),
    ("why-you", "Why do you", "Why do you have to be like this?"),
    ("why-you", "Why can’t you", "Why can’t you just say sorry?"),
    ("why-you", "why didnt u", "ok so why didnt u text back"),
    ("why-you", "why r u", "why r u ignoring me"),
    ("why-you", "Why won't you", "Why won't you let me finish?"),
    ("why-you", "Why don't you", "Why don't you ever call your mother?"),
    ("why-you", "How could you", "How could you tell her that?"),
    ("why-you", "how dare you", "And how dare you bring my dad into this."),
    ("why-you", "What is wrong with you", "What is wrong with you?"),
    ("why-you", "Why haven’t you", "Why haven’t you sent the figures I asked for?"),
    ("mind-reading", "You don't care", "You don't care about my day."),
    ("mind-reading", "You don’t even care", "You don’t even care that I waited."),
    ("mind-reading", "u dont love", "u dont love me anymore"),
    ("mind-reading", "You just want to", "You just want to win this."),
    ("mind-reading", "you think I'm", "So you think I'm stupid."),
    ("mind-reading", "You wanted to", "You wanted to hurt me."),
    ("mind-reading", "you meant to hurt", "I'm sure you meant to hurt me with that"),
    ("mind-reading", "you're trying to", "It's obvious you're trying to get rid of me."),
    ("mind-reading", "you probably think I'm", "and you probably think I'm overreacting"),
    ("mind-reading", "You were trying to", "You were trying to embarrass me in the meeting."),
    ("mind-reading", "You obviously", "You obviously prefer your other friends."),
    ("mind-reading", "I know you hate", "I know you hate coming to my parents'."),
    ("mind-reading", "you're ignoring me", "ok cool so you're ignoring me"),
    ("mind-reading", "You did this on purpose", "You did this on purpose."),
    ("mind-reading", "you're tired of me", "Just say it, you're tired of me."),
    ("mind-reading", "You couldn't care less", "You couldn't care less about this project."),
    ("threat", "If you do that again, I will leave", "If you do that again, I will leave."),
    ("threat", "if u talk to her again im done", "if u talk to her again im done"),
    ("threat", "or else", "Answer me or else."),
    ("threat", "or we're done", "Tell me the truth or we're done."),
    ("threat", "or i’m leaving", "say something or i’m leaving"),
    ("threat", "You'll regret", "You'll regret this one day."),
    ("threat", "your last chance", "This is your last chance."),
    ("threat", "unless you apologise", "I won't come on Sunday unless you apologise."),
    ("threat", "I'm moving out if you", "I'm moving out if you bring that up again."),
    ("threat", "If it happens again we are done", "If it happens again we are done, you hear?"),
    ("threat", "or I leave", "Either you stop seeing her or I leave."),
    ("threat", "If you don't stop, I'm leaving", "If you don't stop, I'm leaving you."),
    ("threat", "if you really loved me", "You would stay if you really loved me."),
    ("threat", "it's me or her", "You have to choose, it's me or her"),
    ("many-requests", "Would you", "Could you call me tonight? Would you book the table too?"),
    ("many-requests", "please", "Can you pick up Leo at five, and please bring milk."),
    ("many-requests", "could you please", "Please be on time. And could you please text before."),
    ("many-requests", "I need you to", "I would like you to listen. Then I need you to answer."),
    ("many-requests", "can u", "will u send me the file and can u check slide 3"),
    ("many-requests", "pls", "Can you come over? And pls don't be late."),
    ("label", "don't be so selfish", "Come on, don't be so selfish"),
    ("label", "you're a bit lazy", "honestly you're a bit lazy with replies"),
    ("label", "you are selfish", "Sometimes you are selfish."),
    ("label", "You're so cold", "You're so cold lately."),
    ("label", "youre such a liar", "omg youre such a liar"),
    ("label", "You are a coward", "You are a coward, and I told Sam so."),
    ("label", "you’re being ridiculous", "Now you’re being ridiculous."),
    ("label", "your so immature", "your so immature honestly"),
    ("label", "You're a terrible friend", "You're a terrible friend."),
    ("label", "You selfish man", "You selfish man."),
    ("label", "You're acting crazy", "You're acting crazy again."),
    ("shouting", "ANSWER", "Please ANSWER the phone."),
    ("shouting", "STOP DOING THIS", "STOP DOING THIS to me"),
    ("shouting", "DON’T TELL", "DON’T TELL me to calm down"),
    ("shouting", "I’M NOT FINE", "I’M NOT FINE and you know it"),
    ("shouting", "PLEASE PLEASE PLEASE", "PLEASE PLEASE PLEASE"),
    ("shouting", "WHERE WERE YOU", "WHERE WERE YOU???"),
]

SEVERAL: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "Why do you always do this? You're so selfish.",
        [("why-you", "Why do you"), ("absolute", "you always"), ("label", "You're so selfish")],
    ),
    ("How come you never call?", [("why-you", "How come you"), ("absolute", "you never")]),
    (
        "You never listen. You always leave.",
        [("absolute", "You never"), ("absolute", "You always")],
    ),
    ("YOU NEVER call!", [("absolute", "YOU NEVER"), ("shouting", "YOU NEVER")]),
    (
        "You don't care about me and if you leave now we're over.",
        [("mind-reading", "You don't care"), ("threat", "if you leave now we're over")],
    ),
    (
        "Can you call? Can you write? Can you come?",
        [("many-requests", "Can you"), ("many-requests", "Can you")],
    ),
]

SILENT = [
    # owned feelings, needs and one request
    "When I didn't hear from you last night, I felt lonely. Could you text me when you're late?",
    "I was hurt when the plan changed. Would you be willing to talk about it on Sunday?",
    "I feel sad and a bit scared.",
    "I feel that way too.",
    "I feel like crying today.",
    "I feel hurt, and I'd like to understand what happened.",
    "I feel like you and I see this differently.",
    "I feel like you really get me.",
    "i feel you, same here",
    "I feel you are right about this.",
    "I'm scared you don't care about me any more, and I know that is my fear talking.",
    "The story I'm telling myself is that you don't want me there.",
    "I'm afraid you'll never come back.",
    "I need to know if you are okay.",
    "Could you please call me tonight?",
    "Please could you call me tonight?",
    "Could you call me tonight, please?",
    "can u call me pls",
    "I'd like you to call me when you land. No is fine too.",
    "Could you come at six, or would you rather meet later?",
    "Can you see the screen? Can you hear me?",
    "Would you like tea? And could you pass the milk?",
    "Please take your time. Could you tell me by Friday?",
    "Please don't worry about it. Please know that I care.",
    "Will you be home at six? Can you get bread?",
    "What would you do? How can you tell?",
    # kind absolutes
    "I will always love you.",
    "I never said so.",
    "I love you always",
    "you always have a place here",
    "You always make me laugh.",
    "you're always so kind to my mum",
    "You have always been there for me.",
    "You can always call me, day or night.",
    "You will always be my brother.",
    "Thank you for never giving up.",
    "You never gave up on me, and I won't forget it.",
    "You never have to apologise for crying.",
    "I know you never meant to hurt me.",
    "You'll never be alone in this.",
    "you never know, it might be fun",
    "I hope you never lose that laugh.",
    "We never talk any more and I miss it.",
    "I always get nervous before I call.",
    "Have you always lived in Leeds?",
    "I smile every time you text.",
    "Every time you visit, I feel lighter.",
    "Thank you for all you do for us.",
    "You always deliver on time, thank you.",
    "Remember how you always walked me home?",
    "You've always worked so hard.",
    "I miss how you always sang in the car.",
    "every time you call i feel better",
    "You made me who I am.",
    "The dinner you made me was lovely.",
    "all you need is a nap lol",
    "You make me so happy.",
    "you make me feel safe",
    "You made me a better cook.",
    "you made me laugh so hard today",
    "I love how you make me feel",
    "Could you make me a copy of the slides?",
    # questions that ask
    "I want to tell you why you matter to me.",
    "I understand why you left early.",
    "Why don't you come over on Sunday?",
    "Why are you crying, love?",
    "why do you ask?",
    "How could you have known?",
    "Do you think I should apply?",
    "What do you think?",
    "Let me know what you think I could do better.",
    "are you mad at me? i'd rather know",
    "Did you mean it that way?",
    "do you hate me?",
    "What do you want to do tonight?",
    "When I didn't hear from you I told myself you don't care.",
    # care about the other's mind
    "If you don't want to talk now, that's okay.",
    "You don't have to answer tonight.",
    "I know you're busy this week.",
    "I know you're trying to help.",
    "you just want to sleep, i get it",
    "I can see you care about this team.",
    "You clearly worked hard on the report.",
    "I know you didn't do it on purpose.",
    # conditions that hold nobody to ransom
    "If you need me, I'll come.",
    "If you want, I will leave you alone for an hour.",
    "If you're late, I'll leave the key with Ana.",
    "If you keep yelling, I will leave the room for twenty minutes and come back.",
    "If you shout, I'll go for a walk and call you at eight.",
    "If you go there, let me know; I am leaving at nine.",
    "If you call after six, I'm done with work.",
    "Let's meet at six unless you can't.",
    "Take a coat or else you'll freeze.",
    "See you at the station, I'm leaving now.",
    "You won't regret coming.",
    "It's your last chance to see the show this weekend!",
    "I'm done cooking, if you are hungry come down.",
    # no labels
    "You are a good friend.",
    "You are not selfish.",
    "I don't think you are lazy.",
    "I never said you are a failure.",
    "You say you're useless, and I see it differently.",
    "you are my baby sister and i'd do it again",
    "You're crazy talented.",
    "Are you cold? Your hands are freezing.",
    "Thank you, idiot, I love you too",
    "it felt cold between us at dinner",
    # nobody shouts
    "NASA and the BBC are hiring, lol. OMG!",
    "I saw the GP at the NHS clinic about my ADHD and CPTSD.",
    "HAPPY BIRTHDAY MUM",
    "I LOVE YOU SO MUCH",
    "OMG YOU DID IT",
    "I was born in the USA and FIFA is on ITV",
    "HAHAHAHA ok NOOOOO",
    "OK. I am on the M25, see you at 5 PM",
    "I AM so glad",
    # help-now's business, not a threat
    "if you leave I'll kill myself",
    "What you did last night was abusive. You are abusive, and I am safe at my sister's.",
    "",
    " \n\t ",
    "日本語のメッセージ 🙂",
]

PIECES = [
    *[message for _, _, message in NOTED],
    *["you ", "if you ", "i ", "why ", "please ", "please, ", "do not ", "A ", "AB ", "B", "HA"],
    *["a'", "A-", "\n\n", *"'-.,\n ’İß…\x00\u0301_`"],
]
ANY_MESSAGE = st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join)


def said(text: str) -> list[tuple[str, str]]:
    return [(note.kind, note.words) for note in notes(text)]


def test_words_that_may_land_hard_get_one_note_of_their_kind() -> None:
    wrong = {m: said(m) for kind, words, m in NOTED if said(m) != [(kind, words)]}
    assert wrong == {}


@pytest.mark.parametrize(("message", "expected"), SEVERAL)
def test_a_message_with_several_gets_each_in_order_of_place(
    message: str, expected: list[tuple[str, str]]
) -> None:
    assert said(message) == expected


def test_kind_plain_and_owned_words_get_silence() -> None:
    assert {message: said(message) for message in SILENT if notes(message)} == {}


def test_the_tables_know_every_kind() -> None:
    assert {kind for kind, _, _ in NOTED} == set(get_args(Kind))


REWRITTEN: dict[str, Callable[[str], str]] = {
    "curly": lambda message: message.replace("'", "’"),
    "straight": lambda message: message.replace("’", "'"),
    "a line a word": lambda message: message.replace(" ", "\n"),
    "wide gaps": lambda message: message.replace(" ", "  \t"),
    "in a letter": lambda message: f"Hey Sam,\n\n{message}\n\nx",
}
MESSAGES = [message for _, _, message in NOTED]
SPOKEN = [message for kind, _, message in NOTED if kind != "shouting"]


def kinds(message: str) -> list[str]:
    return [note.kind for note in notes(message)]


@pytest.mark.parametrize("rewritten", REWRITTEN.values(), ids=REWRITTEN.keys())
def test_apostrophes_and_line_breaks_change_no_kind(rewritten: Callable[[str], str]) -> None:
    assert [m for m in MESSAGES if kinds(rewritten(m)) != kinds(m)] == []


@pytest.mark.parametrize("cased", [str.upper, str.lower])
def test_case_hides_nothing(cased: Callable[[str], str]) -> None:
    assert [m for m in SPOKEN if set(kinds(m)) - set(kinds(cased(m)))] == []


def test_contractions_need_no_apostrophe() -> None:
    def bare(message: str) -> str:
        return message.replace("I'll", "I will").replace("'", "").replace("’", "")

    assert [m for m in SPOKEN if kinds(bare(m)) != kinds(m)] == []


HARSH = {"must", "should", "wrong", "don't", "never"}


def test_advice_is_one_short_calm_sentence() -> None:
    advice = {note.advice for message in MESSAGES for note in notes(message)}
    assert {a for a in advice if not a.endswith(".") or a.count(".") != 1} == set()
    assert {a for a in advice if len(a) > 100 or "!" in a or HARSH & set(a.split())} == set()


@given(ANY_MESSAGE)
def test_every_note_quotes_its_own_place_in_any_text(text: str) -> None:
    for note in notes(text):
        assert 0 <= note.start < note.end <= len(text)
        assert note.words == text[note.start : note.end]
        assert note.words == note.words.strip()


@given(ANY_MESSAGE)
def test_notes_come_in_order_and_one_kind_never_overlaps_itself(text: str) -> None:
    found = notes(text)
    assert list(found) == sorted(found, key=lambda note: (note.start, note.end))
    last_end: dict[str, int] = {}
    for note in found:
        assert note.start >= last_end.get(note.kind, 0)
        last_end[note.kind] = note.end


@pytest.mark.slow
def test_twenty_kilobytes_of_one_thing_over_and_over_are_no_trouble() -> None:
    for piece in PIECES:
        assert all(isinstance(note, Note) for note in notes((piece * 20_000)[:20_000])), piece


def test_a_repeated_accusation_is_noted_each_time() -> None:
    assert [note.start for note in notes("You never call. " * 1000)] == list(range(0, 16_000, 16))
