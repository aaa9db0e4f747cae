"""CSV in and out, every change shown before it is made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from import_export.admin import ImportExportMixin
from import_export.fields import Field
from import_export.formats.base_formats import CSV
from import_export.forms import ConfirmImportForm, ImportForm
from import_export.resources import Diff, ModelResource
from import_export.results import RowResult
from import_export.widgets import CharWidget, DateWidget, ForeignKeyWidget, IntegerWidget

from ledger.admin import harmless
from ledger.differences import changes, held_alone
from ledger.models import Entry, record
from people.fields import as_text
from people.models import Body, Level, Person, Post, System, Tenure, Term
from vietnamese import one_line

from .touched import tell_differing

_SALT = "people.import"


class SpreadsheetCSV(CSV):
    """CSV as spreadsheets open it: UTF-8 with a byte order mark, and no cell taken for a formula.

    In Vietnamese settings they save it with semicolons: what the first row has more of separates.
    """

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> Any:
        headings = in_stream.partition("\n")[0]
        semicolons = headings.count(";") > headings.count(",")
        return super().create_dataset(in_stream, delimiter=";" if semicolons else ",", **kwargs)

    def export_data(self, dataset: Any, **kwargs: Any) -> str:
        for column in dataset.headers:
            dataset.add_formatter(column, harmless)
        return "\ufeff" + super().export_data(dataset, **kwargs)

    def get_content_type(self) -> str:
        return "text/csv; charset=utf-8"


class SignedFileForm(ConfirmImportForm):
    """Confirms the file that was shown and no other one of the temporary folder."""

    def clean_import_file_name(self) -> str:
        try:
            return signing.loads(self.cleaned_data["import_file_name"], salt=_SALT, max_age=86400)
        except signing.BadSignature:
            raise ValidationError(_("The preview is out of date: choose the file again.")) from None


class CSVFileForm(ImportForm):
    """Only the file is asked for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].required = False
        self.fields["import_file"].label = _("CSV file")
        self.fields["import_file"].widget.attrs["accept"] = ".csv,text/csv"

    def file(self) -> list[Any]:
        """The one field to show."""
        return [self["import_file"]]

    def clean_format(self) -> str:
        return "0"

    def clean_import_file(self) -> Any:
        file = self.cleaned_data["import_file"]
        if file.size > 5_000_000:
            raise ValidationError(_("The file is larger than 5 MB; split it."))
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError(
                _("The file is not UTF-8. In your spreadsheet choose “CSV UTF-8” when saving.")
            ) from None
        if not text.partition("\n")[0].strip(" ,;\t\r"):
            raise ValidationError(_("The first row must name the columns."))
        file.seek(0)
        return file


class Exchange(ImportExportMixin):
    """An admin page with CSV import and export."""

    formats = (SpreadsheetCSV,)
    import_form_class = CSVFileForm
    confirm_form_class = SignedFileForm
    import_template_name = "admin/people/import.html"
    import_export_change_list_template = "admin/people/change_list.html"
    skip_export_form = True
    export_form_class = None

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """The rows that the list shows; what is asked that the list does not know leads back to the list."""
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            return redirect(admin_urlname(self.opts, "changelist"))

    def get_confirm_form_initial(self, request: HttpRequest, import_form: Any) -> dict[str, Any]:
        initial = super().get_confirm_form_initial(request, import_form)
        if name := initial.get("import_file_name"):
            initial["import_file_name"] = signing.dumps(name, salt=_SALT)
        return initial

    def process_result(self, result: Any, request: HttpRequest) -> Any:
        kinds = {
            RowResult.IMPORT_TYPE_NEW: Entry.Kind.ADDED,
            RowResult.IMPORT_TYPE_UPDATE: Entry.Kind.CHANGED,
        }
        for row in result.rows:
            if kind := kinds.get(row.import_type):
                after = held_alone(row.instance)
                before = held_alone(row.original) if row.original else {key: {} for key in after}
                differences = changes(before, after)
                record(kind, row.instance, _("From a CSV file"), by=request.user, changes=differences)
        return super().process_result(result, request)

    def add_success_message(self, result: Any, request: HttpRequest) -> None:
        new, changed = (
            result.totals[kind] for kind in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE)
        )
        messages.success(
            request,
            ngettext("%(new)s row added", "%(new)s rows added", new) % {"new": new}
            + ", "
            + ngettext("%(changed)s changed.", "%(changed)s changed.", changed) % {"changed": changed},
        )
        if new or changed:
            tell_differing(request, None)


class PlainDiff(Diff):
    """The differences of a row in plain `<ins>` and `<del>`, without the styles a strict policy forbids."""

    def as_html(self) -> list[str]:
        shown = []
        for before, after in zip(self.left, self.right, strict=True):
            before, after = ("" if self.new else str(before or "")), str(after or "")
            if before == after:
                shown.append(format_html("{}", after))
            else:
                shown.append(
                    format_html(
                        "{}{}",
                        format_html("<del>{}</del> ", before) if before else "",
                        format_html("<ins>{}</ins>", after) if after else "",
                    )
                )
        return shown


class Sheet(ModelResource):
    """A sheet whose rows are checked as the forms check them."""

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return PlainDiff

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Names the columns not known, which would else be passed over in silence, and those missing."""
        headings = [one_line(str(heading or "")) for heading in dataset.headers or ()]
        dataset.headers = headings
        known = [field.column_name for field in self.fields.values()]
        if unknown := [heading for heading in headings if heading not in known]:
            raise ValueError(
                _("Unknown columns: %(unknown)s. Known are: %(known)s.")
                % {"unknown": ", ".join(unknown), "known": ", ".join(known)}
            )
        for name in self.get_import_id_fields():
            field = self.fields[name]
            if field.column_name in headings:
                continue
            if field.default != "" and name != "capacity":
                raise ValueError(_("There is no column “%(column)s”.") % {"column": field.column_name})
            dataset.append_col([""] * len(dataset), header=field.column_name)

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        store_instance = True


class CleanWidget(CharWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return one_line(str(value or ""))


class ImpreciseDateWidget(CharWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return as_text(str(value or ""), may_be_unknown=True)


class ChoiceWidget(CharWidget):
    """A choice, by its value or by its name in Vietnamese; written by its name."""

    def __init__(self, choices: Any) -> None:
        super().__init__()
        self.choices = choices

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        typed = one_line(str(value or ""))
        if not typed:
            return ""
        for one in self.choices:
            if typed.lower() in (str(one.value).lower(), str(one.label).lower()):
                return one.value
        names = ", ".join(str(one.label) for one in self.choices)
        raise ValueError(_("“%(typed)s” is none of these: %(names)s.") % {"typed": typed, "names": names})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(self.choices(value).label) if value else ""


class YesWidget(CharWidget):
    """Yes or no: "có" or nothing."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        return one_line(str(value or "")).lower() in ("có", "x", "1", "true")

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "có" if value else ""


class NamedWidget(ForeignKeyWidget):
    """A record by its name; the reason is told when there is none, or more than one."""

    def get_queryset(self, value: Any, row: Any, *args: Any, **kwargs: Any) -> Any:
        return self.model.objects.all()

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        typed = one_line(str(value or ""))
        if not typed:
            return None
        found = list(self.find(typed, row)[:2])
        if len(found) == 1:
            return found[0]
        told = (
            _("There is no “%(name)s” on record.") if not found else _("More than one is called “%(name)s”.")
        )
        raise ValueError(told % {"name": typed})

    def find(self, name: str, row: Any) -> Any:
        return self.model.objects.filter(name=name)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.name if value else ""


class PersonWidget(NamedWidget):
    """A person as "Nguyễn Văn Hùng (Sở Y tế)"."""

    def find(self, name: str, row: Any) -> Any:
        name, _bracket, mark = name.partition(" (")
        return Person.objects.filter(name=name, disambiguator=mark.rstrip(")"), merged_into=None)

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(value) if value else ""


class PostWidget(NamedWidget):
    """A post by its title, in the body of the same row."""

    def find(self, name: str, row: Any) -> Any:
        return Post.objects.filter(title=name, body__name=one_line(row.get("cơ quan", "")))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.title if value else ""


class TermWidget(NamedWidget):
    """A term by its name, in the body of the same row."""

    def find(self, name: str, row: Any) -> Any:
        return Term.objects.filter(name=name, body__name=one_line(row.get("cơ quan", "")))


def _column(heading: str, attribute: str, widget: Any = None, **kwargs: Any) -> Field:
    return Field(attribute=attribute, column_name=heading, widget=widget or CleanWidget(), **kwargs)


class PersonSheet(Sheet):
    name = _column("họ tên", "name")
    disambiguator = _column("để phân biệt", "disambiguator", default="")
    gender = _column("giới tính", "gender", ChoiceWidget(Person.Gender))
    birth = _column("sinh", "birth", ImpreciseDateWidget())
    death = _column("mất", "death", ImpreciseDateWidget())
    biography = _column("tiểu sử", "biography", CharWidget())
    verified_on = _column("kiểm chứng", "verified_on", DateWidget("%Y-%m-%d"))

    class Meta(Sheet.Meta):
        model = Person
        import_id_fields = ("name", "disambiguator")
        fields = ("name", "disambiguator", "gender", "birth", "death", "biography", "verified_on")

    def get_queryset(self) -> Any:
        return Person.objects.filter(merged_into=None)


class BodySheet(Sheet):
    name = _column("tên", "name")
    short_name = _column("tên ghi sau chức danh", "short_name", default="")
    system = _column("hệ thống", "system", ChoiceWidget(System), default=System.OTHER)
    level = _column("cấp", "level", ChoiceWidget(Level), default=Level.PROVINCE)
    parent = _column("trực thuộc", "parent", NamedWidget(Body))
    start = _column("từ", "start", ImpreciseDateWidget())
    end = _column("đến", "end", ImpreciseDateWidget())

    class Meta(Sheet.Meta):
        model = Body
        import_id_fields = ("name",)
        fields = ("name", "short_name", "system", "level", "parent", "start", "end")


class PostSheet(Sheet):
    body = _column("cơ quan", "body", NamedWidget(Body))
    title = _column("chức danh", "title")
    printed_as = _column("ghi là", "printed_as", default="")
    seats = _column("số ghế", "seats", IntegerWidget())
    head = _column("người đứng đầu", "head", YesWidget())
    order = _column("thứ tự", "order", IntegerWidget(), default=0)

    class Meta(Sheet.Meta):
        model = Post
        import_id_fields = ("body", "title")
        fields = ("body", "title", "printed_as", "seats", "head", "order")


class TenureSheet(Sheet):
    person = _column("họ tên", "person", PersonWidget(Person))
    body = Field(attribute="post__body__name", column_name="cơ quan", readonly=True)
    post = _column("chức danh", "post", PostWidget(Post))
    capacity = _column("tư cách", "capacity", ChoiceWidget(Tenure.Capacity), default=Tenure.Capacity.FULL)
    start = _column("từ", "start", ImpreciseDateWidget(), default="")
    end = _column("đến", "end", ImpreciseDateWidget(), default="")
    term = _column("nhiệm kỳ", "term", TermWidget(Term))
    began = _column("bắt đầu do", "began", ChoiceWidget(Tenure.Began))
    ended = _column("kết thúc do", "ended", ChoiceWidget(Tenure.Ended))
    decision = _column("số quyết định", "decision")
    source_url = _column("nguồn", "source_url")
    verified_on = _column("kiểm chứng", "verified_on", DateWidget("%Y-%m-%d"))

    class Meta(Sheet.Meta):
        model = Tenure
        import_id_fields = ("person", "post", "capacity", "start")
        fields = (
            "person",
            "body",
            "post",
            "capacity",
            "start",
            "end",
            "term",
            "began",
            "ended",
            "decision",
            "source_url",
            "verified_on",
        )
