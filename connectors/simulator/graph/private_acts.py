"""Private messages: what customers and the accounts write to each other."""

from datetime import datetime
from typing import Any

from connectors.simulator.graph.records import Attachment, Comment, Message, Person, Platform, Post, Thread
from connectors.simulator.graph.store import GraphStore


class PrivateActs(GraphStore):
    """Every change of private content. `account_id` may be the Page's or the Instagram account's."""

    def message(
        self,
        person_id: str,
        account_id: str,
        text: str,
        platform: Platform = "messenger",
        *,
        at: datetime | None = None,
        attachments: tuple[Attachment, ...] = (),
        reply_to: dict[str, object] | None = None,
    ) -> str:
        """Let a person write to the account; gives the message's id. This opens the 24-hour window.

        Raises PermissionError when the account has blocked the person.
        """
        if person_id in self.account(account_id).blocked_people:
            raise PermissionError("the account has blocked this person")
        thread = self.thread(self.account(account_id), self.person(person_id), platform)
        thread.archived = False
        message = self.write_message(thread, text, from_account=False, at=at)
        message.attachments, message.reply_to = attachments, reply_to
        self.emit("message", "add", thread.account, message=message)
        return message.id

    def account_message(
        self,
        account_id: str,
        person_id: str,
        text: str,
        platform: Platform = "messenger",
        *,
        at: datetime | None = None,
    ) -> str:
        """Let the account write in the native app, without the API and outside its rules."""
        thread = self.thread(self.account(account_id), self.person(person_id), platform)
        message = self.write_message(thread, text, from_account=True, at=at)
        self.emit("message", "add", thread.account, message=message)
        return message.id

    def write_message(self, thread: Thread, text: str, *, from_account: bool, at: datetime | None = None) -> Message:
        """Store a message without telling anybody yet."""
        created = self.moment(at)
        id_ = self.numbers.message(thread.platform, thread.id)
        message = Message(id_, thread, from_account, text, created)
        self.messages[id_] = message
        thread.messages.append(message)
        thread.messages.sort(key=lambda item: item.created)
        thread.updated = thread.messages[-1].created
        return message

    def unsend(self, message_id: str, *, silent: bool = False) -> None:
        """Take a message back. From the web no event is sent (`silent`), as agents have seen."""
        message = self.messages[message_id]
        message.deleted, message.text, message.attachments = True, "", ()
        if not silent:
            self.emit("message", "remove", message.thread.account, message=message)

    def edit_message(self, message_id: str, text: str) -> None:
        """Change the words of a message. Raises ValueError after the fifth time, as the apps do."""
        message = self.messages[message_id]
        if message.edits >= 5:
            raise ValueError("a message can be edited five times")
        message.text, message.edits = text, message.edits + 1
        self.emit("message", "edited", message.thread.account, message=message)

    def conversation(self, account_id: str, person_id: str, platform: Platform = "messenger") -> list[Message]:
        """List what a person and the account wrote to each other, oldest first."""
        return list(self.thread(self.account(account_id), self.person(person_id), platform).messages)

    def last_from_person(self, thread: Thread) -> datetime | None:
        """Tell when the person last wrote: the only thing that opens the window."""
        return max((item.created for item in thread.messages if not item.from_account), default=None)

    def privately_answered(self, subject: Comment | Post) -> bool:
        """Tell whether a comment or visitor post has had its one private reply."""
        return subject.id in self.private_replies

    def person_block(self, account_id: str, person_id: str, *, blocked: bool) -> None:
        """Block or unblock a person for an account."""
        people = self.account(account_id).blocked_people
        (people.add if blocked else people.discard)(person_id)

    def describe_person(self, person: Person) -> dict[str, Any]:
        """Give a person with every id under which the accounts know them."""
        return {
            "key": person.key,
            "name": person.name,
            "username": person.username,
            "ids": {
                account.page_id: {
                    "commenter_facebook": self.commenter_id(person, account, "facebook"),
                    "commenter_instagram": self.commenter_id(person, account, "instagram"),
                    "psid": self.messaging_id(person, account, "messenger"),
                    "igsid": self.messaging_id(person, account, "instagram"),
                }
                for account in self.all_accounts()
            },
        }
