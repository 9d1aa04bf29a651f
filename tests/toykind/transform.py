"""The toy kind for `transform`: the file as observations."""

from datetime import date
from io import BytesIO

import pandas as pd

from tests.toykind.spec import CsvSource
from transform.municipalities import Municipalities
from transform.tables import StoredAnswer, Tables, constant


def read_csv(source_id: str, spec: CsvSource, answers: list[StoredAnswer], municipalities: Municipalities) -> Tables:
    """Return one row for each municipality."""
    answer = answers[-1]
    rows = pd.read_csv(BytesIO(answer.body), sep=";", dtype={"code": str})
    edition = municipalities.common_edition(list(rows.code), date.fromisoformat(answer.fetched_at[:10]))
    columns = {
        "contents": next(iter(spec.contents)),
        "period": spec.year,
        "symbol": "published",
        "borders": edition,
        "fetch_id": answer.fetch_id,
    }
    frame = pd.DataFrame({"region": pd.Categorical(rows.code), "value": rows.value.astype(float)})
    frame = frame.assign(**{name: constant(code, len(rows)) for name, code in columns.items()})
    return Tables({source_id: frame}, pd.DataFrame(columns=["dimension", "code", "label"], dtype=object), None)
