"""Reads `aside.toml` and the environment into Settings; one clear line for each thing that is wrong.

Order: defaults, then the file, then `ASIDE_<SECTION>__<KEY>` from the environment. Nothing here touches the network.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from config.hours import problem_with
from config.secret import Secret, resolve
from config.settings import AccountSettings, Settings

T = TypeVar("T")
_COMMON_ACCOUNT_KEYS = frozenset(AccountSettings.__struct_fields__) - {"options"}


class ConfigError(Exception):
    """A setting is wrong or missing; the text names the file (or variable), the key and what to do."""


def load(path: Path, environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings file and the environment.

    Raises ConfigError: file missing or not TOML, unknown key, wrong type, missing secret, double or unknown names.
    """
    environ = os.environ if environ is None else environ
    table = _with_environment(_read(path), environ)
    if isinstance(table.get("accounts"), list):
        table["accounts"] = [_split_account(account) for account in table["accounts"]]
    settings = convert(table, Settings, where=str(path), environ=environ)
    _check_names(settings, path)
    _check_time_zone(settings.pace.time_zone, path, "pace")
    _check_time_zone(settings.web.time_zone, path, "web")
    _check_hours(settings, path)
    return settings


def convert(table: object, into: type[T], *, where: str, environ: Mapping[str, str] | None = None) -> T:
    """Turn plain data into a typed Struct; `where` begins the error line (a file, or file and section).

    Raises ConfigError naming `where` and the key.
    """

    def hook(kind: type, value: object) -> object:
        if kind is Secret:
            return resolve(value, environ)
        raise NotImplementedError(kind)  # msgspec turns this into its own error: a programming mistake

    try:
        return msgspec.convert(table, into, dec_hook=hook)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{where}: {_as_key(str(error))}") from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; copy docs/aside.example.toml there, or name one: --config") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from None


def _with_environment(table: dict[str, Any], environ: Mapping[str, str]) -> dict[str, Any]:
    for variable, text in environ.items():
        section, found, key = variable.removeprefix("ASIDE_").lower().partition("__")
        if not (variable.startswith("ASIDE_") and found):
            continue
        target = table.setdefault(section, {})
        known = Settings.__struct_fields__
        if section not in known or not isinstance(target, dict):
            raise ConfigError(f"{variable}: there is no section [{section}]; sections are {', '.join(known)}")
        target[key] = _as_value(text)
    return table


def _as_value(text: str) -> object:
    """Read a variable as a TOML value, and as plain text where it is none."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _split_account(account: object) -> object:
    """Put the keys that belong to the account's network into `options`; its plug-in types them."""
    if not isinstance(account, dict):
        return account
    common = {key: value for key, value in account.items() if key in _COMMON_ACCOUNT_KEYS}
    return common | {"options": {key: value for key, value in account.items() if key not in _COMMON_ACCOUNT_KEYS}}


def _as_key(message: str) -> str:
    """Turn "... - at `$.web.port`" into "web.port: ..."."""
    what, found, where = message.partition(" - at `$")
    key = where.rstrip("`").lstrip(".") if found else ""
    return f"{key}: {what}" if key else what


def _check_hours(settings: Settings, path: Path) -> None:
    for brand in settings.brands:
        _check_time_zone(brand.time_zone, path, f"brands.{brand.name}")
        for line in brand.hours:
            problem = problem_with(line)
            if problem:
                raise ConfigError(f"{path}: brands.{brand.name}.hours: {line!r} {problem}")


def _check_time_zone(name: str, path: Path, section: str) -> None:
    try:
        ZoneInfo(name)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        raise ConfigError(
            f"{path}: {section}.time_zone: there is no time zone {name!r}; write it as Europe/Vilnius"
        ) from None


def _check_names(settings: Settings, path: Path) -> None:
    brands = [brand.name for brand in settings.brands]
    names = [account.name for account in settings.accounts]
    for kind, found in (("brands", brands), ("accounts", names)):
        double = next((name for name in found if found.count(name) > 1), None)
        if double:
            raise ConfigError(f"{path}: {kind}: the name {double!r} stands twice; names are unique")
    for account in settings.accounts:
        if account.brand not in brands:
            raise ConfigError(
                f"{path}: accounts.{account.name}.brand: there is no brand {account.brand!r}; add it under [[brands]]"
            )
