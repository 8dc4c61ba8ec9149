"""The description of the API with what lets a program in, which the package knows nothing of."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from tuobo.web.areas.api.words import both


class DescribedAPI(NinjaAPI):
    """Says in its description that it is entered with a key or with the session of a log-in."""

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:  # noqa: ANN401 - the package's
        described = super().get_openapi_schema(**asked)
        described["components"]["securitySchemes"] = {
            "key": {"type": "http", "scheme": "bearer", "description": both("api.field.key")},
            "session": {
                "type": "apiKey",
                "in": "cookie",
                "name": settings.SESSION_COOKIE_NAME,
                "description": both("api.field.session"),
            },
        }
        described["security"] = [{"key": []}, {"session": []}]
        return described
