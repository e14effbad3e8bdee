"""The published schemas are those of the structs, and what the structs encode is valid under them."""

from __future__ import annotations

import json

import jsonschema
import pytest

from streams import schemas
from tests.faults.plain import EPOCH, PlainReader
from tests.faults.plant import article


@pytest.mark.parametrize("name", schemas.RECORDS)
def test_the_file_is_what_the_struct_says(name: str) -> None:
    assert json.dumps(schemas.load(name)) == json.dumps(schemas.generate(name)), "run: python -m streams.schemas"
    jsonschema.Draft202012Validator.check_schema(schemas.load(name))


def test_what_a_producer_must_send() -> None:
    schema = schemas.load("article")
    assert sorted(schema["required"]) == ["published_at", "source", "text"]
    jsonschema.validate(json.loads(article("a")), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"source": "s", "text": 5, "published_at": "x"}, schema)


def test_an_encoded_record_is_valid() -> None:
    from detectors.records import Article, encode

    read = Article(id="a", source="s", published_at=EPOCH, text="قصف")
    report = PlainReader().read(read)
    jsonschema.validate(json.loads(encode(report)), schemas.load("report"))
