"""`LocalSlack`: a Slack on loopback that refuses what Slack refuses, for tests and for the console."""

from __future__ import annotations

from handlers.local_slack.interacting import Interacting
from handlers.local_slack.talking import Talking


class LocalSlack(Talking, Interacting):
    """One workspace with people, channels and the bot, behind a real Web API and Socket Mode.

    ```python
    with LocalSlack() as slack:
        app = App(client=WebClient(slack.bot_token, base_url=slack.base_url))
        SocketModeHandler(app, slack.app_token).connect()
        slack.wait_for_connections()
        assert slack.slash("islington grades", user="priya", channel="#improvement-board").ok
    ```

    Every method may be called from any thread. Those that act as a person send the app what Slack would send
    and return once it was acknowledged, or three seconds have passed.
    """
