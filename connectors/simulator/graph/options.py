"""Knobs of the simulated Graph API: how strict, how full and how odd it is today."""

from dataclasses import dataclass, field, fields


@dataclass(slots=True)
class GraphOptions:
    """Settings that may change while the simulator runs (`POST /control/graph/options`).

    `require_proof`: calls without `appsecret_proof` are refused.
    `ids_as_numbers`: ids made of digits only are sent as JSON numbers.
    `empty_pages`: behind every page that has a successor comes an empty one, with `next`.
    `repeat_pages`: cursors are ignored, so that every page is the first again (seen in the wild).
    `authors_withheld`: no comment or post shows `from`.
    `author_is_psid`: a commenter's id equals the id in messages, as some Pages see it.
    `permission_as_190`: a missing permission is worded as a bad token, without subcode.
    `review_pending`: the app has no Advanced Access: authors are null and webhooks are silent.
    `reduce_data_above`: nested pages larger than this answer code 1; None: never.
    `instagram_conversation_calls_per_second`: Meta allows 2 on each account; None: not enforced, because
    with a fixed clock all calls fall into one second.
    `calls_per_hour`: budget of each account by kind; at 100 % calls are refused.
    `oldest_version`, `newest_version`: of the Graph API, as tenths (v21.0 is 210).
    """

    require_proof: bool = True
    ids_as_numbers: bool = False
    empty_pages: bool = False
    repeat_pages: bool = False
    authors_withheld: bool = False
    author_is_psid: bool = False
    permission_as_190: bool = False
    review_pending: bool = False
    reduce_data_above: int | None = None
    instagram_conversation_calls_per_second: int | None = None
    calls_per_hour: dict[str, int] = field(
        default_factory=lambda: {"pages": 20_000, "instagram": 20_000, "messenger": 20_000, "app": 20_000}
    )
    oldest_version: int = 210
    newest_version: int = 260

    def change(self, values: dict[str, object]) -> None:
        """Set the named knobs. Raises ValueError for an unknown name."""
        unknown = set(values) - {knob.name for knob in fields(self)}
        if unknown:
            raise ValueError(f"unknown option: {', '.join(sorted(unknown))}")
        for name, value in values.items():
            setattr(self, name, value)
