"""The invented newsroom that `manage.py demo` opens."""
