"""A Slack on loopback that refuses what Slack refuses: Web API, Socket Mode, signed HTTP, people."""

from handlers.local_slack.backend import Call, Refusal
from handlers.local_slack.core import Delivered
from handlers.local_slack.delivery import Ack
from handlers.local_slack.faults import Fault
from handlers.local_slack.interacting import ClickResult, SubmitResult
from handlers.local_slack.limits import check_message, check_view
from handlers.local_slack.models import BOT_USER, Change, Channel, Message, Person, View
from handlers.local_slack.slack import LocalSlack
from handlers.local_slack.talking import SlashResult

__all__ = [
    "BOT_USER",
    "Ack",
    "Call",
    "Change",
    "Channel",
    "ClickResult",
    "Delivered",
    "Fault",
    "LocalSlack",
    "Message",
    "Person",
    "Refusal",
    "SlashResult",
    "SubmitResult",
    "View",
    "check_message",
    "check_view",
]
