import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


def test_the_process_is_up_without_asking_the_database(client):
    response = client.get("/healthz")  # without the `db` mark a query would raise
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_it_can_serve_once_every_migration_is_applied(client):
    assert client.get("/readyz").status_code == 200

    MigrationRecorder.Migration.objects.filter(app="articles").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations\n")


def test_it_cannot_serve_without_a_database(client, monkeypatch, django_db_blocker):
    with django_db_blocker.unblock():
        connection.close()
        monkeypatch.setitem(connection.settings_dict, "NAME", "/nowhere/at/all")
        monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
        response = client.get("/readyz")
        connection.close()
    assert (response.status_code, response.content) == (503, b"database\n")


def test_only_reading_is_asked_of_them(client):
    assert client.post("/healthz").status_code == 405
