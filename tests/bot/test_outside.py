"""What lies outside the record by its nature is declined with a reason; what only sounds so is answered."""

import pytest

from bot.answers import NotInRecord
from bot.outside import outside
from bot.rendering import render_text
from bot.service import FindingsService
from tests.builders import TODAY


@pytest.mark.parametrize(
    "text",
    [
        "When is Islington's next inspection?",
        "will islington be inspected in 2027",
        "is haringey due an inspection",
        "Is Islington a good place to work?",
        "should we apply for a job in Hackney",
        "which is the best council for children",
        "league table of authorities",
        "How old is Simon Rushall?",
        "what is the director's phone number in Islington",
        "name the child whose file mentioned abuse",
        "Which primary schools in Islington are outstanding?",
        "Islington's SEND area inspection",
        "cqc rating of the Whittington",
        "remind me to call the DCS at 4pm",
        "tell me a joke about social workers",
    ],
)
def test_the_future_opinions_and_private_lives_are_declined(service: FindingsService, text: str) -> None:
    """No passage is shown for them, however many of their words the record holds; the answer says why."""
    answer = service.ask(text, today=TODAY)

    assert isinstance(answer, NotInRecord), answer
    assert answer.reason
    assert answer.reason in " ".join(render_text(answer).split())


@pytest.mark.parametrize(
    "text",
    [
        "What did inspectors say about the next steps in Islington's plans?",
        "Are core groups in Islington any good?",
        "how old is the data",
        "What is Islington's best practice on audits?",
        "Did schools and social workers share information in Islington?",
        "Which family support programmes does Islington run?",
        "what must Haringey do next",
        "links with schools in Islington",
    ],
)
def test_questions_that_only_sound_like_them_are_not(text: str) -> None:
    """The pattern is in how it is asked, not in one word."""
    assert outside(text) is None
