"""The settings, read from environment variables such as GRUNNLAG_HOME."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import orjson
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from catalogue.errors import BadSetting
from catalogue.kinds import Source
from catalogue.load import HOME as CATALOGUE
from catalogue.local import FOLDER
from catalogue.models import Catalogue
from extract.plan import CELL_LIMIT
from pipeline.notification import service
from warehouse.home import Home

CHECKOUT = Path(__file__).resolve().parents[1]
STATBANK = "https://data.ssb.no/api/pxwebapi/v2"
KLASS = "https://data.ssb.no/api/klass/v1"
FHI = "https://statistikk-data.fhi.no/api/open/v1"


class Settings(BaseSettings):
    """One field for each setting. Its environment variable is GRUNNLAG_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="GRUNNLAG_", frozen=True, env_ignore_empty=True)

    home: Path = Field(
        default=CHECKOUT / "var", description="Folder for the archive, the builds and what is published."
    )
    catalogue: Path = Field(default=CATALOGUE, description="Folder of the catalogue.")
    county: str | None = Field(default=None, description="Codes of the counties to make pages for.")
    documents: bool | None = Field(
        default=None,
        description="Whether to make Word, PDF, PowerPoint and Excel files too. Default: only for chosen counties.",
    )
    statbank_url: str = Field(default=STATBANK, description="Base address of the StatBank's PxWebApi 2.")
    klass_url: str = Field(default=KLASS, description="Base address of KLASS.")
    spreadsheet_url: str | None = Field(default=None, description="Base address that replaces every workbook's own.")
    fhi_url: str = Field(default=FHI, description="Base address of FHI's open statistics API.")
    cell_limit: int = Field(default=CELL_LIMIT, ge=1, le=CELL_LIMIT, description="Most cells in one request.")
    spacing: float = Field(default=2.0, ge=0, le=600, description="Seconds between two requests to one service.")
    answer_limit: float = Field(
        default=100, gt=0, le=100_000, description="The largest answer to accept, in MB, unpacked."
    )
    request_limit: float = Field(default=15, gt=0, le=1440, description="The most minutes that one request may take.")
    notify: SecretStr | None = Field(
        default=None, description="Address to notify of failed runs, stale tables and an old file, as apprise reads it."
    )
    old_after: float = Field(
        default=7, gt=0, le=3650, description="Days without an update of every table after which the file is old."
    )
    lake: str | None = Field(default=None, description="Catalogue of the DuckLake to write too: a file, or postgres:….")
    lake_files: str | None = Field(default=None, description="Folder or S3 address of the DuckLake's Parquet files.")
    sample: bool = Field(default=False, description="The addresses are the bundled sample's.")
    enable: str | None = Field(default=None, description="Sources to fetch although the catalogue has them off.")
    held: frozenset[str] | None = Field(default=None, description="Fetch only the sources with these numbers.")
    held_codes: dict[str, dict[str, list[str]]] = Field(
        default={}, description="Fetch only these codes in these dimensions of these sources."
    )

    @field_validator("home", "catalogue")
    @classmethod
    def _known_user(cls, path: Path) -> Path:
        try:
            return path.expanduser()
        except RuntimeError as error:
            raise ValueError("there is no such user") from error

    @field_validator("notify")
    @classmethod
    def _service(cls, address: SecretStr | None) -> SecretStr | None:
        if address:
            service(address)
        return address

    @field_validator("lake", "lake_files")
    @classmethod
    def _without_password(cls, address: str | None) -> str | None:
        if address and re.search("password|[@?]|^postgres[^:]*://", address, re.IGNORECASE):
            raise ValueError("it must be a path, s3://… or postgres:dbname=… host=…, without a password")
        return address

    @field_validator("statbank_url", "klass_url", "spreadsheet_url", "fhi_url")
    @classmethod
    def _address(cls, url: str | None) -> str | None:
        if url is None:
            return None
        require_address(url)
        parts = urlsplit(url)
        if parts.username is not None or parts.query or parts.fragment:
            raise ValueError("it must not have a password, a query or a fragment; passwords belong in ~/.netrc")
        return url

    @property
    def live(self) -> bool:
        """True when the addresses are SSB's and FHI's own."""
        addresses = (self.statbank_url, self.klass_url, self.spreadsheet_url, self.fhi_url)
        return not self.sample and addresses == (STATBANK, KLASS, None, FHI)

    @property
    def origin(self) -> str:
        """A label for figures from these addresses; loads of different origins are never mixed."""
        if self.sample:
            return "sample"
        return "live" if self.live else self.statbank_url

    @property
    def counties(self) -> tuple[str, ...]:
        """The counties to make pages for; empty for all counties."""
        return county_codes(self.county)

    @property
    def folder(self) -> Home:
        """The home folder. Only `prepare` creates it, so commands that only read never do."""
        return Home(self.home.absolute())

    @property
    def local(self) -> Path:
        """The folder of the local figures and requirements."""
        return self.home.absolute() / FOLDER

    def available_sources(self, catalogue: Catalogue) -> list[Source]:
        """Return the sources and codes that these addresses have: all, except what is off and what the sample lacks.

        Raise BadSetting if `enable` names a source that is not in the catalogue.
        """
        enabled = {name.strip() for name in (self.enable or "").split(",")} - {""}
        if unknown := enabled - catalogue.sources.keys():
            raise BadSetting(
                f"GRUNNLAG_ENABLE: there is no source {min(unknown):.80}; name files of catalogue/sources/."
            )
        sources = [each for each in catalogue.sources.values() if not each.spec.off_because or each.id in enabled]
        held = [source for source in sources if self.held is None or not source.number or source.number in self.held]
        return [self._within(source) for source in held]

    def _within(self, source: Source) -> Source:
        codes = self.held_codes.get(source.number)
        return source.model_copy(update={"spec": source.spec.within(codes)}) if codes else source

    def environment(self) -> dict[str, str]:
        """Return the environment variables that give another process these settings; it inherits the secret one."""
        values = self.model_dump(mode="json", exclude_none=True, exclude={"notify"})
        return {f"GRUNNLAG_{name.upper()}": _as_text(value) for name, value in values.items()}


def require_address(url: str) -> None:
    """Raise ValueError unless the text is the address of a web service."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("it must be an address such as https://data.ssb.no/api")


def county_codes(text: str | int | None) -> tuple[str, ...]:
    """Return the codes in '50,40', sorted, without repeats. Prefect's command line reads an unquoted 03 as the number 3."""
    codes = str(text or "").split(",")
    return tuple(sorted({f"{code.strip():0>2}" for code in codes if code.strip()}))


def read_settings() -> Settings:
    """Read this process's settings. Raise BadSetting with the variable's name."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"GRUNNLAG_{str(first['loc'][0]).upper()}"
        has_secret = re.search("[@?]|password", str(first["input"]))  # an address may have a password or a key in it
        secret = has_secret or first["loc"] == ("notify",)
        value = "the value" if secret else repr(first["input"])
        raise BadSetting(f"{name}: {value} is not valid: {first['msg'].removeprefix('Value error, ')}.") from error
    except SettingsError as error:
        raise BadSetting(f"A GRUNNLAG_ variable is not valid: {error}.") from error


def _as_text(value: object) -> str:
    """Return a value as pydantic-settings reads it: lists and mappings are JSON."""
    return orjson.dumps(value).decode() if isinstance(value, list | dict) else str(value)
