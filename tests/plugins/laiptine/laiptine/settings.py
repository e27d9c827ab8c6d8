"""Settings of the network and of one account on it."""

from typing import Annotated

from msgspec import Meta, Struct

from config.secret import Secret


class LaiptineNetwork(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[networks.laiptine]`."""

    base_url: Annotated[str, Meta(description="Address of the API")] = "https://api.laiptine.example"
    seal: Annotated[
        Secret | None, Meta(description="Secret that pushes are sealed with; without it there are none")
    ] = None
    page_size: Annotated[int, Meta(ge=1, le=100, description="Entries or letters in one page")] = 50
    timeout_seconds: Annotated[float, Meta(gt=0, description="How long one call may take")] = 30.0


class LaiptineAccount(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Keys of `[[accounts]]`."""

    key: Annotated[Secret, Meta(description="The member's API key")]
