"""The parameters of the flows. Prefect makes a JSON Schema of their types, and checks it before it accepts a run."""

from typing import Annotated, Any

from prefect.deployments.runner import RunnerDeployment
from prefect.utilities.callables import ParameterSchema
from pydantic import Field, TypeAdapter, ValidationError

from catalogue.errors import UnknownName

Code = Annotated[str, Field(pattern=r"^\s*[0-9]{3,4}\s*$")] | Annotated[int, Field(ge=101, le=9999)]
"""A municipality's code, as text or as a number: Prefect's command line reads 5055 as a number, and 0301 as 301."""

Counties = (
    Annotated[str, Field(pattern=r"^\s*[0-9]{1,2}\s*(,\s*[0-9]{1,2}\s*)*$")] | Annotated[int, Field(ge=1, le=99)] | None
)
"""County codes separated by commas, or a single code as a number, or None for all counties."""


class _Closed(ParameterSchema):
    additionalProperties: bool  # noqa: N815  (JSON Schema's name)


def closed(deployment: RunnerDeployment) -> RunnerDeployment:
    """Make the deployment refuse unknown parameters: Prefect accepts them by default, and then the run crashes."""
    schema = deployment._parameter_openapi_schema.model_dump(exclude_unset=True)
    deployment._parameter_openapi_schema = _Closed(**schema, additionalProperties=False)
    return deployment


def as_code(code: str | int) -> str:
    """Return a municipality's code with its four digits."""
    return str(code).strip().zfill(4)


def require_counties(counties: tuple[str, ...]) -> None:
    """Raise UnknownName for a county that the deployments would not accept."""
    adapter: TypeAdapter[Any] = TypeAdapter(Counties)
    for code in counties:
        try:
            adapter.validate_python(code)
        except ValidationError as error:
            raise UnknownName(f"{code} is not a county's code; it has two digits, such as 50 for Trøndelag.") from error
