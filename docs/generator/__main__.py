"""Write the generated parts of all pages anew: ``python -m docs.generator``."""

from docs.generator.pages import generated_pages

for path, text in generated_pages():
    path.write_text(text, encoding="utf-8")
