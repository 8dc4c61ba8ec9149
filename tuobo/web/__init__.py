"""The pages: areas are strangers to one another and share only `web/ui`."""
