"""Write docs/schema anew from the models: `python -m tests.write_schemas`."""

import json
from pathlib import Path

from tasks.core.models import Article, Outcome, Rejection

for model in (Article, Rejection, Outcome):
    path = Path(__file__).parents[1] / "docs" / "schema" / f"{model.__name__.lower()}.schema.json"
    schema = model.model_json_schema(mode="serialization")
    path.write_text(json.dumps(schema, indent=2) + "\n", encoding="utf-8")
