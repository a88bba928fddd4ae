"""The desk: takes what people want changed, hands it to durable work, carries it out there and answers privately.

Slack's side (payloads, modals, acknowledgements) is the handlers'; what is sent goes through a `Sender`.
"""

import datetime as dt
import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from bot.answering.asked import Asker
from bot.answers import About, Answer, DueItem, Fact, MissingRight, NotInRecord, OneItem
from bot.clean_text import clean_text
from bot.durable import pause, step
from bot.instructions import Instructed, carry_out, find_instruction
from bot.naming import learn_names
from bot.rendering import Message, render
from bot.rendering.tracked import changes_between
from bot.roles import RoleName
from bot.sending import Sender, SendError, SendLater, SendRefused, SendUnknown
from bot.service import FindingsService
from bot.state import State
from bot.state.tracker import Changed, Conflict, Tracker
from bot.tasks import Tasks
from bot.tracking.item import Change, InvalidChange
from bot.tracking.plan import find_item, snapshot_of

logger = logging.getLogger(__name__)

Json = dict[str, Any]
T = TypeVar("T")

INSTRUCT, CHANGE, EXPORT = "instruct", "item", "export"
"""Names of the durable tasks."""

APPROVED = frozenset({"not applicable", "superseded"})
"""Statuses that close an item without its being done, which takes an approver."""

TRIES = 5
_FIRST_WAIT = 2.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: who is answered, through which address, and whether it replaces what they pressed.

    Attributes:
        asker: Who asked, and where; the answer goes into that thread.
        response_url: The address that came with it; None when there is none, then it is a direct message.
        replace: Whether the answer takes the place of the private message with the button.
        ask: Text that asks for the list in which an item stood.
        page: That list's page, or the page of the answer that is wanted.
    """

    asker: Asker
    response_url: str | None = None
    replace: bool = False
    ask: str = ""
    page: int = 1

    def as_json(self) -> Json:
        """Return this as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Json) -> "Place":
        """Return the place that `as_json` gave."""
        return cls(**(values | {"asker": Asker(**values["asker"])}))


@dataclass(frozen=True, slots=True)
class Desk:
    """Takes instructions, changes of items and exports; carries them out as durable tasks."""

    service: FindingsService
    state: State
    tasks: Tasks
    sender: Sender
    today: Callable[[], dt.date]
    now: Callable[[], dt.datetime] = field(default=lambda: dt.datetime.now(dt.UTC))
    address: str | None = None

    def register(self) -> None:
        """Make the tasks known; before they are started."""
        self.tasks.register(INSTRUCT, self._instructed)
        self.tasks.register(CHANGE, self._changed)
        self.tasks.register(EXPORT, self._exported)

    @property
    def tracker(self) -> Tracker:
        """The tracked items."""
        return Tracker(self.state)

    def may(self, user: str, role: RoleName) -> bool:
        """Return whether a person holds a role; may ask Slack."""
        return self.service.record.roles.may(user, role)

    def find(self, key: str) -> DueItem | None:
        """Return an item as it is now; None when there is none with that key."""
        return find_item(self.service.record, key, self.today())

    # -- taking it -----------------------------------------------------------------------------------

    def is_instruction(self, text: str) -> bool:
        """Return whether a slash text wants something done, rather than asks."""
        return find_instruction(clean_text(text)) is not None

    def take_instruction(self, text: str, place: Place, *, key: str) -> None:
        """Hand over an instruction; `key` names the very command."""
        self.tasks.submit(INSTRUCT, {"text": text, "place": place.as_json(), "request": key}, key=key)

    def take_change(
        self, item: str, change: Change, seen: int, place: Place, *, key: str, button: str = ""
    ) -> None:
        """Hand over a change of an item.

        Args:
            item: The item's key.
            change: What is to be different.
            seen: The version that the person saw.
            place: Who, and where the answer goes.
            key: Names the very press or submission.
            button: `done`, `assign` or `reopen` when a button was pressed; empty for the form.
        """
        payload = {"item": item, "change": dict(change), "seen": seen, "place": place.as_json()}
        self.tasks.submit(CHANGE, payload | {"request": key, "button": button}, key=key)

    def take_export(self, place: Place, form: str, *, key: str) -> None:
        """Hand over an export of the list that `place.ask` asks for; `form`: xlsx or csv."""
        self.tasks.submit(EXPORT, {"place": place.as_json(), "form": form}, key=key)

    # -- carrying it out -----------------------------------------------------------------------------

    def _instructed(self, payload: Json) -> None:
        place = Place.from_json(payload["place"])

        def work() -> None:
            # In one step, so that nothing of the answer is kept: it may hold a private address.
            self.answer(place, self.instruct(payload["text"], place.asker, payload["request"]), place.page)

        with self._trouble_told(place):
            step("instruct", work)

    def instruct(self, text: str, asker: Asker, request: str) -> Answer:
        """Carry out an instruction now, and return what came of it; the same `request` again changes nothing more."""
        question = self.service.parse(text)
        record = self.service.record
        return carry_out(
            Instructed(
                text=question.text,
                question=question,
                asker=asker,
                today=self.today(),
                now=self.now(),
                record=record,
                state=self.state,
                roles=record.roles,
                request=request,
                address=self.address,
            )
        )

    def _changed(self, payload: Json) -> None:
        place = Place.from_json(payload["place"])

        def work() -> None:
            answer = self.change(
                payload["item"],
                payload["change"],
                payload["seen"],
                place,
                request=payload["request"],
                button=payload["button"],
            )
            self.answer(place, answer)

        with self._trouble_told(place):
            step("change", work)
        people = (place.asker.user, payload["change"].get("owner"))
        learn_names(self.state, self.sender, filter(None, people), self.now())

    def change(
        self, key: str, change: Change, seen: int, place: Place, *, request: str, button: str = ""
    ) -> Answer:
        """Change an item now, if the person may and nobody came first; see `take_change`."""
        about = About((), None, place.ask)
        user = place.asker.user
        item = self.find(key)
        if item is None:
            return NotInRecord(about, "that item", "the tracker and the record")
        about = About((item.finding.authority,), None, place.ask)
        if (missing := self.missing_right(user, change, item, about)) is not None:
            return missing
        superseded_by = item.superseded_by.id if item.superseded_by else None
        try:
            done = self.tracker.change(
                key,
                change,
                seen=seen,
                own_changes_count=not button,
                authority=item.finding.authority,
                snapshot=snapshot_of(item.finding),
                actor=user,
                now=self.now(),
                request=request,
                superseded_by=superseded_by,
            )
        except InvalidChange as error:
            return OneItem(about, item, "refused", problem=str(error), page=place.page)
        now = self.find(key)
        assert now is not None
        if isinstance(done, Conflict):
            changes = changes_between(done.seen, done.now)
            return OneItem(
                about, now, "conflict", changes, done.now.changed_by, wanted=button, page=place.page
            )
        return self._changed_answer(about, now, done, place)

    def _changed_answer(self, about: About, item: DueItem, done: Changed, place: Place) -> OneItem:
        changes: tuple[Fact, ...] = changes_between(done.before, done.after)
        same = not changes and not done.again
        outcome = "unchanged" if same else "changed"
        return OneItem(about, item, outcome, changes, place.asker.user, page=place.page)

    def missing_right(self, user: str, change: Change, item: DueItem, about: About) -> MissingRight | None:
        """Return what the person lacks to make this change; None when they may."""
        status = change.get("status")
        if not self.may(user, "editor"):
            return MissingRight(about, "editor", "Changing an item")
        if status in APPROVED and status != item.progress and not self.may(user, "approver"):
            return MissingRight(about, "approver", f"Setting an item to “{status}”")
        return None

    def _exported(self, payload: Json) -> None:
        place = Place.from_json(payload["place"])
        with self._trouble_told(place):
            self._export(place, payload["form"])

    def _export(self, place: Place, form: str) -> None:
        from bot.export.plan import exported, listed_items, people_of  # openpyxl takes 0.2 s to import

        record, today, now = self.service.record, self.today(), self.now()
        answer = self.service.ask(place.ask, today=today, asker=place.asker)
        if isinstance(answer, MissingRight):
            step("refuse", lambda: self.answer(place, answer))
            return
        items = listed_items(record, answer, today)
        learn_names(self.state, self.sender, people_of(items), now)
        export = exported(record, items, answer.about.authorities, form, today=today, now=now)
        message = Message(export.sentence, (), 1, 1)

        def announce() -> str:
            return self._patiently(lambda: self.sender.post(place.asker.user, message)).channel

        channel = step("announce", announce)
        step(
            "upload",
            lambda: self._patiently(
                lambda: self.sender.upload(channel, export.name, export.content, title=export.title)
            ),
        )

    @contextmanager
    def _trouble_told(self, place: Place) -> Iterator[None]:
        """Tell the person of whatever goes wrong within, with a reference to the log, and let it go on."""
        try:
            yield
        except Exception as error:
            reference = secrets.token_hex(4)
            logger.error("task failed, reference %s: %s", reference, type(error).__name__)
            if not isinstance(error, SendError):
                self._post_trouble(place, reference)
            raise

    def _post_trouble(self, place: Place, reference: str) -> None:
        text = (
            "Something went wrong on my side, so this was perhaps not done. Please look and try again; if it goes on,"
            f" tell your administrator the reference {reference}."
        )
        message = Message(text, (), 1, 1)
        try:
            if place.response_url is not None:
                self.sender.respond(place.response_url, message)
            else:
                self.sender.post(place.asker.user, message)
        except SendError as error:
            logger.warning("the error could not be told: %s", error)

    # -- answering -----------------------------------------------------------------------------------

    def answer(self, place: Place, answer: Answer, page: int = 1) -> None:
        """Answer privately: where it was asked, or, when that address serves no longer, in a direct message.

        Raises:
            SendError: Neither could be done, however often it was tried.
        """
        message = render(answer, page=page, private=True)
        try:
            if place.response_url is not None:
                url, replace = place.response_url, place.replace
                thread = None if replace else place.asker.thread
                self._patiently(lambda: self.sender.respond(url, message, replace=replace, thread=thread))
                return
        except SendRefused as error:
            logger.warning("the answer could not be given where it was asked: %s", error)
        except SendUnknown as error:
            logger.warning("whether the answer arrived is not known: %s", error)
            return
        self._patiently(lambda: self.sender.post(place.asker.user, message))

    def _patiently(self, send: Callable[[], T]) -> T:
        """Return what `send` returns; tries again when Slack asks to, after the time it asks for."""
        wait = _FIRST_WAIT
        for _ in range(TRIES - 1):
            try:
                return send()
            except SendLater as error:
                pause(min(error.seconds if error.seconds is not None else wait, 60.0))
                wait *= 2
        return send()
