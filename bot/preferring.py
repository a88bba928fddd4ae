"""The instruction `set`: which authority a person or a channel means when none is named."""

from bot.answers import Answer, Noted
from bot.instructions import Instructed, badly_written, settled_authorities
from bot.state.conversations import Conversations


def prefer(instructed: Instructed) -> Answer:
    """Set, or with `none` forget, the authority of the person, or of the channel with `here`."""
    words = [word.lower() for word in instructed.words]
    if not words or words[0] != "authority":
        return badly_written(instructed, "Only the authority can be set.")
    here = "here" in words
    forget = "none" in words
    authorities = settled_authorities(instructed)
    if not isinstance(authorities, tuple):
        return authorities
    if not forget and len(authorities) != 1:
        return badly_written(instructed, "Name one authority, or “none” to forget the one that is set.")
    asker = instructed.asker
    if here and not instructed.roles.may(asker.user, "editor"):
        return badly_written(instructed, "A channel's authority is set by someone with the role editor.")
    name = None if forget else authorities[0]
    owner = asker.channel if here else asker.user
    Conversations(instructed.state).prefer(asker.team, owner, name, asker.user, instructed.now)
    whose = "this channel" if here else "you"
    if name is None:
        sentence = f"Forgotten: no authority is meant for {whose} when none is named."
    else:
        sentence = f"For {whose}, {name} is meant when a question names no authority. Each answer says so."
    return Noted(instructed.about, "Authority set" if name else "Authority forgotten", sentence)
