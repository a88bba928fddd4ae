"""Calendar feeds over HTTP: `/feeds/<token>.ics`. The address is the key, so it is not logged nor kept by caches."""

from typing import Protocol

from flask import Flask, Response, abort

from knowledge.store import NoKnowledge


class Calendars(Protocol):
    """Gives calendars by the token in their address."""

    def of(self, token: str) -> bytes | None:
        """Return the calendar as iCalendar data; None when the token is unknown or revoked."""
        ...


def register(web: Flask, calendars: Calendars) -> None:
    """Serve the calendars."""

    @web.get("/feeds/<token>.ics")
    def calendar(token: str) -> Response:
        try:
            found = calendars.of(token)
        except NoKnowledge:
            abort(503)
        if found is None:
            abort(404)
        response = Response(found, content_type="text/calendar; charset=utf-8")
        response.headers["Cache-Control"] = "private, max-age=900"
        response.headers["X-Robots-Tag"] = "noindex"
        return response
