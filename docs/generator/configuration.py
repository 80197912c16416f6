"""The reference of settings and source files, from the models that check them."""

import re
from collections.abc import Iterator

from pydantic import BaseModel

from dateline.config import schema
from docs.generator.descriptions import attributes, describe, summary
from docs.generator.markdown import code, sections, table
from docs.generator.value_types import default_of, types_of

_SEE = re.compile(r"see `[A-Z]\w+`")

# Where the tables of settings.toml and of source files are described; one that stands for several has a heading each.
SETTINGS: tuple[tuple[str, str, type[BaseModel]], ...] = (
    ("archive", "`[archive]` on local disk", schema.LocalArchive),
    ("archive", "`[archive]` in a bucket", schema.S3Archive),
    *(
        (name, f"`[{name}]`", field.annotation)
        for name, field in schema.Settings.model_fields.items()
        if isinstance(field.annotation, type)
    ),
    ("groups", "`[groups.NAME]`", schema.Group),
)


def settings() -> str:
    """Return a section for each table of ``settings.toml``."""
    return sections(_section(title, model, _prefix(name, title)) for name, title, model in SETTINGS)


def _prefix(name: str, title: str) -> str:
    return f"DATELINE_{name.upper()}__{'NAME__' if title.endswith('.NAME]`') else ''}"


def sources() -> str:
    """Return a section for each table of a source file."""
    return sections(_section(title, model) for title, model in source_tables())


def source_tables() -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield a title and the model of each table of a source file, depth first."""
    yield "`[source]`", schema.Source
    yield from _tables_in(schema.Source, "source")


def _tables_in(model: type[BaseModel], path: str) -> Iterator[tuple[str, type[BaseModel]]]:
    for name, field in model.model_fields.items():
        for inner in _models(field.annotation):
            listed = str(field.annotation).startswith("tuple")
            yield (f"Entries of `{name}`" if listed else f"`[{path}.{name}]`"), inner
            yield from _tables_in(inner, f"{path}.{name}")


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models(argument)


def _section(title: str, model: type[BaseModel], variable: str = "") -> str:
    about = summary(model).partition(": ")[2]
    head = ["key", "type", "default", "meaning"]
    return sections((f"## {title}", about[:1].upper() + about[1:], table(head, _rows(model)), _variables(variable)))


def _rows(model: type[BaseModel]) -> Iterator[tuple[str, str, str, str]]:
    types = types_of(model)
    for name, field in model.model_fields.items():
        yield code(name), types[name], default_of(name, field), _description(model, name)


def _description(model: type[BaseModel], name: str) -> str:
    # What a source sets differently has the meaning of the common setting.
    common = schema.FetchSettings if model is schema.SourceFetch else model
    text = describe(model if name in attributes(model) else common, name)
    return _SEE.sub(lambda _: f"see [{name}]({_anchor(name)})", text)


def _anchor(name: str) -> str:
    """Return the anchor of the section that describes a field's table, as GitHub and MyST make it of the heading."""
    listed = str(schema.Source.model_fields[name].annotation).startswith("tuple")
    return f"#entries-of-{name}" if listed else f"#source{name}"


def _variables(prefix: str) -> str:
    return f"Environment: `{prefix}` and the key in capitals." if prefix else ""
