"""Options that several commands have."""

from typing import Annotated

import typer

Sample = Annotated[bool, typer.Option("--sample", help="Use the bundled sample of published figures instead of SSB.")]
Municipality = Annotated[str | None, typer.Option(help="One municipality's code, such as 5055.", metavar="CODE")]
