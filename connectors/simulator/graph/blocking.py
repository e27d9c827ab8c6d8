"""`/{page}/blocked`: whom a Page has blocked. Source: the edge `blocked` of Page in the Graph API reference."""

from typing import Any

from connectors.simulator.graph.errors import bad_parameter, refuse
from connectors.simulator.graph.records import Account, Person
from connectors.simulator.graph.rendering import Args, Edge, Shape, View

Blocked = tuple[str, Person]
"""A blocked person, under the id by which they were asked for or are known in messages."""


def block(view: View, account: Account, given: dict[str, Any]) -> dict[str, Any]:
    """Block people by any id the Page knows them by; blocking somebody twice is no error."""
    view.require(account, "pages_manage_engagement")
    people = given.get("user")
    if isinstance(people, str):
        people = [name.strip(' "') for name in people.strip("[]").split(",")]
    if not isinstance(people, list) or not people:
        raise bad_parameter("The parameter user is required.")
    for id_ in people:
        person = view.state.person_named(str(id_), account)
        if person is None:
            raise refuse(100, 2018001)
        view.state.person_block(account.page_id, person.key, blocked=True)
    return {str(id_): True for id_ in people}


def _blocked(view: View, account: Account, args: Args) -> list[Blocked]:
    view.require(account, "pages_manage_engagement")
    asked = args.get("user")
    if asked is None:
        people = [view.state.people[key] for key in sorted(account.blocked_people)]
        return [(view.state.messaging_id(person, account, "messenger"), person) for person in people]
    person = view.state.person_named(asked, account)
    return [(asked, person)] if person is not None and person.key in account.blocked_people else []


BLOCKED_PEOPLE = Edge(item="blocked", records=_blocked, key=lambda blocked: ("", blocked[0]))
BLOCKED = Shape(
    name="Profile",
    default=("id", "name"),
    fields={"id": lambda _view, blocked: blocked[0], "name": lambda _view, blocked: blocked[1].name},
)
