"""The HTTP API: what pages show, under the same policy, as JSON. It only reads."""
