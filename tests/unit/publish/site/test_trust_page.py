"""'Slik vet vi' has words for whatever a check of a load can find."""

from catalogue.source_spec import Revision, Step
from publish.site.trust_page import LOOKS


def test_every_check_of_a_load_has_norwegian_words() -> None:
    keys = [f"revision.{key}" for key in Revision.model_fields] + [f"step.{key}" for key in Step.model_fields]
    assert set(LOOKS) == {"answer", *(key for key in keys if not key.endswith("_by"))}
