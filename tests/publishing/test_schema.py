"""The JSON Schema of what stands beside a film."""

import json
from pathlib import Path

import jsonschema

from facts.receipt import schema

FILE = Path(__file__).parents[2] / "facts" / "receipt.schema.json"
SCHEMA = json.loads(FILE.read_text(encoding="utf-8"))


def valid(path, kind):
    """Raise ValidationError where a file is not what the schema says of its kind."""
    wanted = SCHEMA["properties"][kind] | {"$defs": SCHEMA["$defs"]}
    jsonschema.Draft202012Validator(wanted).validate(json.loads(path.read_text(encoding="utf-8")))


def test_the_schema_is_that_of_the_records():
    """The file says what facts/receipt.py says."""
    assert json.loads(json.dumps(schema())) == SCHEMA, (
        "facts/receipt.schema.json is old: write it anew by python -m facts"
    )
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_what_stands_beside_each_film_is_valid(films):
    """Film.json and Film.numbers.json of each rendered film are as the schema has them."""
    for film in films:
        valid(film.video.with_suffix(".json"), "Film.json")
        valid(film.video.with_suffix(".numbers.json"), "Film.numbers.json")
