"""The invented brands of the simulated networks and the credentials it accepts for them.

Everything here is made up; the "secrets" open nothing but the simulator.
"""

from dataclasses import dataclass

META_APP_ID = "900000000000001"
META_APP_SECRET = "simulated-meta-app-secret"  # noqa: S105
META_VERIFY_TOKEN = "simulated-verify-token"  # noqa: S105
X_CONSUMER_KEY = "simulated-x-consumer-key"
X_CONSUMER_SECRET = "simulated-x-consumer-secret"  # noqa: S105
X_BEARER_TOKEN = "simulated-x-bearer-token"  # noqa: S105


@dataclass(frozen=True, slots=True)
class SimulatedBrand:
    """One brand with its account on each network; ids are text, as the networks' ids must be kept."""

    key: str
    name: str
    language: str
    x_user_id: str
    x_handle: str
    page_id: str
    instagram_id: str
    instagram_username: str

    @property
    def x_access_token(self) -> str:
        """OAuth 1.0a access token of the brand's X account."""
        return f"{self.x_user_id}-simulated-x-token"

    @property
    def x_access_secret(self) -> str:
        """OAuth 1.0a access token secret of the brand's X account."""
        return f"simulated-x-token-secret-{self.key}"

    @property
    def page_token(self) -> str:
        """Page access token: opens the Facebook Page and the Instagram account linked to it."""
        return f"simulated-page-token-{self.key}"


BRANDS: tuple[SimulatedBrand, ...] = (
    SimulatedBrand(
        key="siuntukas",
        name="Siuntukas",
        language="lt",
        x_user_id="700000000000000001",
        x_handle="siuntukas",
        page_id="100000000000001",
        instagram_id="17841400000000001",
        instagram_username="siuntukas.lt",
    ),
    SimulatedBrand(
        key="kawkarnia",
        name="Kawkarnia",
        language="pl",
        x_user_id="700000000000000002",
        x_handle="kawkarnia",
        page_id="100000000000002",
        instagram_id="17841400000000002",
        instagram_username="kawkarnia.pl",
    ),
    SimulatedBrand(
        key="nordtel",
        name="Nordtel",
        language="en",
        x_user_id="700000000000000003",
        x_handle="nordtelhelp",
        page_id="100000000000003",
        instagram_id="17841400000000003",
        instagram_username="nordtel",
    ),
)
