"""The keys that a model accepts at a path: what a misspelt key may have meant."""

from __future__ import annotations

from typing import get_args

from pydantic import BaseModel

from tuobo.engines.ledgers.document import Path


def keys_at(model: type[BaseModel], path: Path) -> frozenset[str]:
    """The keys of the models that may stand at the path, as they are written in a file."""
    models = {model}
    for part in path:
        if isinstance(part, str):
            below = {each for one in models for each in _models_below(one, part)}
            # A tag of a union (the kind of an effect) is part of the path, but no key.
            models = below or models
    return frozenset(
        info.alias or name for one in models for name, info in one.model_fields.items()
    )


def _models_below(model: type[BaseModel], key: str) -> set[type[BaseModel]]:
    for name, info in model.model_fields.items():
        if key in {name, info.alias}:
            return set(_models_in(info.annotation))
    return set()


def _models_in(kind: object) -> list[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [model for part in get_args(kind) for model in _models_in(part)]
