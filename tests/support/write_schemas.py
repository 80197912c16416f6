"""Write docs/schema anew from the models: `python -m tests.support.write_schemas`."""

import json

from dateline.tasks.core.models import Article, Outcome, Rejection
from tests.support.paths import ROOT

for model in (Article, Rejection, Outcome):
    path = ROOT / "docs" / "schema" / f"{model.__name__.lower()}.schema.json"
    schema = model.model_json_schema(mode="serialization")
    path.write_text(json.dumps(schema, indent=2) + "\n", encoding="utf-8")
