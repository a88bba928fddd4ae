"""The instruction `feed`: a private calendar address of due dates, and its end."""

from bot.answers import Answer, Fact, Noted
from bot.instructions import Instructed, badly_written, settled_authorities
from bot.rendering.document import link
from bot.state.feeds import Feeds

PATH = "/feeds/{}.ics"


def feed(instructed: Instructed) -> Answer:
    """Make a calendar feed of the authorities named, or end every feed of the person: `feed revoke`."""
    if "revoke" in (word.lower() for word in instructed.words):
        return _revoke(instructed)
    authorities = settled_authorities(instructed)
    if not isinstance(authorities, tuple):
        return authorities
    if not authorities:
        return badly_written(instructed, "Name the authority, or the authorities, whose dates you want.")
    if instructed.address is None:
        return badly_written(
            instructed,
            "This bot has no web address, so calendars cannot fetch anything from it. Whoever looks after it runs it in"
            " HTTP mode and sets “address” in config.yaml.",
        )
    token = Feeds(instructed.state).create(
        instructed.asker.user, authorities, now=instructed.now, request=instructed.request
    )
    address = instructed.address.rstrip("/") + PATH.format(token)
    return Noted(
        instructed.about,
        "Your calendar feed",
        "Subscribe to this address in your calendar (Outlook: add calendar, from the internet).",
        (Fact("Address", link(address)), Fact("Dates of", ", ".join(authorities))),
        (
            "Whoever has the address can read these dates; it is shown this once. “/ofsted feed revoke” ends all your"
            " feeds.",
        ),
    )


def _revoke(instructed: Instructed) -> Answer:
    ended = Feeds(instructed.state).revoke(
        instructed.asker.user, now=instructed.now, request=instructed.request
    )
    if not ended:
        return Noted(instructed.about, "No feed", "You have no calendar feed, so there is nothing to revoke.")
    feeds = "feed" if ended == 1 else "feeds"
    return Noted(
        instructed.about,
        "Revoked",
        f"{ended} calendar {feeds} of yours ended; the address gives nothing now.",
    )
