import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from people.dates import ImpreciseDate
from people.fields import ImpreciseDateFormField, as_text


@pytest.mark.parametrize(
    "text, stored, earliest, latest",
    [
        ("2015", "2015", dt.date(2015, 1, 1), dt.date(2015, 12, 31)),
        ("năm 2015", "2015", dt.date(2015, 1, 1), dt.date(2015, 12, 31)),
        ("2016-02", "2016-02", dt.date(2016, 2, 1), dt.date(2016, 2, 29)),
        ("2/2015", "2015-02", dt.date(2015, 2, 1), dt.date(2015, 2, 28)),
        ("tháng 12 năm 2015", "2015-12", dt.date(2015, 12, 1), dt.date(2015, 12, 31)),
        ("2015-02-10", "2015-02-10", dt.date(2015, 2, 10), dt.date(2015, 2, 10)),
        ("10/2/2015", "2015-02-10", dt.date(2015, 2, 10), dt.date(2015, 2, 10)),
        ("10-02-2015", "2015-02-10", dt.date(2015, 2, 10), dt.date(2015, 2, 10)),
        (" ngày 10  tháng 2 năm 2015 ", "2015-02-10", dt.date(2015, 2, 10), dt.date(2015, 2, 10)),
    ],
)
def test_a_date_is_kept_as_precise_as_it_was_given(text, stored, earliest, latest):
    date = ImpreciseDate.parse(text)
    assert (str(date), date.earliest, date.latest) == (stored, earliest, latest)
    assert ImpreciseDate.parse(str(date)) == ImpreciseDate.parse(date.short) == date


@pytest.mark.parametrize(
    "text",
    ["", "15", "2015-13", "30/2/2015", "29/2/2015", "2015-00", "0999", "10/8", "hôm qua", "2015/02/10"],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        ImpreciseDate.parse(text)


def test_two_imprecise_dates_cannot_be_compared_by_mistake():
    with pytest.raises(TypeError):
        assert ImpreciseDate.parse("2020") < ImpreciseDate.parse("2020-06")


@pytest.mark.parametrize(
    "text, short, spoken",
    [
        ("2015", "2015", "năm 2015"),
        ("2015-02", "2/2015", "tháng 2/2015"),
        ("2015-02-10", "10/2/2015", "10/2/2015"),
    ],
)
def test_readers_see_no_more_precision_than_is_known(text, short, spoken):
    date = ImpreciseDate.parse(text)
    assert (date.short, date.spoken) == (short, spoken)


def test_the_form_shows_and_takes_dates_as_vietnamese_write_them():
    field = ImpreciseDateFormField(required=False)
    assert field.prepare_value("2015-02-10") == "10/2/2015"
    assert field.clean("10/2/2015") == "2015-02-10"
    assert field.clean("") == ""
    assert not field.has_changed("2015-02-10", "10/02/2015")
    assert field.has_changed("2015-02-10", "2015")
    with pytest.raises(ValidationError, match="31/2/2015"):
        field.clean("31/2/2015")
    assert field.prepare_value("31/2/2015") == "31/2/2015", "what was typed is still there"


def test_only_an_end_may_be_over_on_a_day_nobody_knows():
    assert as_text("?", may_be_unknown=True) == "?"
    assert as_text("không rõ", may_be_unknown=True) == "?"
    with pytest.raises(ValidationError):
        as_text("?")


def test_days_and_dates_may_be_given_instead_of_text():
    assert as_text(dt.date(2019, 8, 10)) == "2019-08-10"
    assert as_text(ImpreciseDate(2019, 8)) == "2019-08"
    assert as_text(None) == ""
