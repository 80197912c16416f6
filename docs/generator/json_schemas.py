"""The JSON Schemas of the records, in ``docs/schema``."""

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from dateline.tasks.core.models import Article, Outcome, Rejection

SCHEMAS = Path(__file__).parents[1] / "schema"
PUBLISHED: tuple[type[BaseModel], ...] = (Article, Rejection, Outcome)


def schema_files() -> Iterator[tuple[Path, str]]:
    """Yield each file with the text that it should have: the schema of a record as it is stored."""
    for model in PUBLISHED:
        text = json.dumps(model.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False)
        yield SCHEMAS / f"{model.__name__.lower()}.schema.json", f"{text}\n"
