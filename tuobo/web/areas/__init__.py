"""One package an area: urls.py, views.py, pages.py (typed page objects), forms.py."""
