"""What is known around a text by the account it came to: the brand, its names and its language."""

from collections.abc import Mapping
from dataclasses import dataclass

from config.settings import AccountSettings, BrandSettings
from monitor.domain.assessments import Surroundings
from monitor.domain.mentions import Mention


@dataclass(frozen=True, slots=True)
class Around:
    """Knows the settings."""

    accounts: Mapping[str, AccountSettings]
    brands: Mapping[str, BrandSettings]

    def brand_of(self, mention: Mention) -> BrandSettings:
        """The brand a mention came to; an account that left the settings is a brand of its own."""
        account = self.accounts.get(mention.account)
        return self.brands[account.brand] if account else BrandSettings(name=mention.account)

    def of(self, mention: Mention) -> Surroundings:
        """What is known around a mention."""
        brand = self.brand_of(mention)
        account = self.accounts.get(mention.account)
        return _surroundings(brand, account.handle if account else "")

    def of_brand(self, name: str) -> Surroundings:
        """What is known around any text to a brand."""
        handles = [each.handle for each in self.accounts.values() if each.brand == name]
        return _surroundings(self.brands.get(name) or BrandSettings(name=name), *dict.fromkeys(handles))


def _surroundings(brand: BrandSettings, *handles: str) -> Surroundings:
    names = tuple(name for name in (brand.name, *handles) if name)
    return Surroundings(account_language=brand.language, brand_names=names, brand=brand.name)
