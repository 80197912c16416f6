"""Write the generated parts of all pages, and the JSON Schemas, anew: ``python -m docs.generator``."""

from docs.generator.json_schemas import schema_files
from docs.generator.pages import generated_pages

for path, text in (*generated_pages(), *schema_files()):
    path.write_text(text, encoding="utf-8")
