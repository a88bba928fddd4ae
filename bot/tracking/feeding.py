"""The instruction `feed`: a private calendar address of due dates, and its end."""

from bot.answers import Answer, Fact, MissingRight, Noted
from bot.instructions import Instructed, badly_written, settled_authorities
from bot.rendering.document import link
from bot.state.feeds import Feeds

PATH = "/feeds/{}.ics"


def feed(instructed: Instructed) -> Answer:
    """Make a calendar feed of the authorities named, or end every feed of the person, or of everyone."""
    words = [word.lower() for word in instructed.words]
    if "revoke" in words:
        return _revoke(instructed, everyone="everyone" in words)
    authorities = settled_authorities(instructed)
    if not isinstance(authorities, tuple):
        return authorities
    if not authorities:
        return badly_written(instructed, "Name the authority, or the authorities, whose dates you want.")
    if instructed.address is None:
        return Noted(
            instructed.about,
            "No calendar feeds here",
            "This bot has no web address, so calendars cannot fetch anything from it. Whoever looks after it can run it"
            " in HTTP mode and set “address” in config.yaml.",
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


def _revoke(instructed: Instructed, *, everyone: bool) -> Answer:
    user = instructed.asker.user
    if everyone and not instructed.roles.may(user, "admin"):
        return MissingRight(instructed.about, "admin", "Ending everyone's calendar feeds")
    ended = Feeds(instructed.state).revoke(
        user, everyone=everyone, now=instructed.now, request=instructed.request
    )
    if not ended:
        whose = "Nobody has a" if everyone else "You have no"
        return Noted(instructed.about, "No feed", f"{whose} calendar feed, so there is nothing to revoke.")
    feeds = "feed" if ended == 1 else "feeds"
    whose = "" if everyone else " of yours"
    ending = "the address gives" if ended == 1 else "their addresses give"
    return Noted(instructed.about, "Revoked", f"{ended} calendar {feeds}{whose} ended; {ending} nothing now.")
