from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Person
from vietnamese import clean, fold, one_line

from .section import Chain


class Status(models.TextChoices):
    """Where the working copy stands. Whether readers see a story is asked of `PublishedStory.live()`."""

    DRAFT = "draft", _("Draft")
    EDITING = "editing", _("Waiting to be edited")
    REVIEW = "review", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Kind(models.TextChoices):
    """What sort of piece a story is; readers are told in words, except of plain news."""

    NEWS = "news", _("News story")
    BRIEF = "brief", _("News in brief")
    REPORTAGE = "reportage", _("Reportage")
    INTERVIEW = "interview", _("Interview")
    OPINION = "opinion", _("Opinion")
    PHOTO_ESSAY = "photo-essay", _("Photo essay")


class StoryQuerySet(models.QuerySet["Story"]):
    def visible_to(self, user) -> StoryQuerySet:
        """The stories this account may open at the desk: all for editors, its own for a reporter."""
        if user.has_perm("articles.edit_any_story"):
            return self
        return self.filter(author=user)

    def in_any(self, *each: StoryQuerySet) -> StoryQuerySet:
        """Those that one of `each` holds.

        Each is looked up by its own index. For an "or" of the same conditions a database reads all stories as
        soon as it takes "draft" for as frequent as "published".
        """
        first, *others = (stories.order_by().values("pk") for stories in each)
        return self.filter(pk__in=first.union(*others))

    def left_behind(self) -> StoryQuerySet:
        """Those that an account has in hand that was switched off, and will not come back for them."""
        return self.in_any(
            Story.objects.filter(status=Status.DRAFT, author__is_active=False),
            # Said in so many words, lest PostgreSQL expect as many as there are stories.
            Story.objects.filter(assigned_to__isnull=False, assigned_to__is_active=False),
        )


class Story(models.Model):
    """The working copy that the desk edits. Readers never see it: they see a `PublishedStory`."""

    headline = models.CharField(_("headline"), max_length=250)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("body"), blank=True)
    section = models.ForeignKey(
        "articles.Section",
        models.PROTECT,
        related_name="stories",
        null=True,
        blank=True,
        db_index=False,
        verbose_name=_("section"),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.NEWS)
    event_date = models.DateField(
        _("event date"),
        null=True,
        blank=True,
        help_text=_("The day the story tells of; officials are named with the posts they held on it"),
    )
    place = models.CharField(_("place"), max_length=120, blank=True)
    roles_since = models.BooleanField(
        _("say which posts have changed since"),
        default=True,
        help_text=_("Beside the people of an old story: “now …”, “no longer in office”"),
    )
    slug = models.SlugField(_("address"), max_length=160, blank=True, editable=False)
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.DRAFT, editable=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="stories",
        editable=False,
        db_index=False,
        verbose_name=_("reporter"),
    )
    sources = models.ManyToManyField(
        "articles.Source", through="articles.StorySource", related_name="stories"
    )
    people = models.ManyToManyField(Person, through="articles.StoryPerson", related_name="+")
    approved_revision = models.ForeignKey(
        "articles.Revision", models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    # What follows is set by steps of `articles.workflow` alone, and is no part of what is approved.
    sensitive = models.BooleanField(_("sensitive"), default=False, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="assigned_stories",
        null=True,
        editable=False,
        db_index=False,
        verbose_name=_("assigned to"),
    )
    due = models.DateTimeField(_("deadline"), null=True, editable=False)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, editable=False)
    planned_on = models.DateField(_("planned for"), null=True, editable=False, db_index=True)
    # The highest `StoryPhoto.number` ever given: numbers are not used again.
    last_photo_number = models.PositiveSmallIntegerField(default=0, editable=False)
    # Folded headline: desk lists find "hoi nghi" in "Hội nghị".
    headline_key = models.CharField(max_length=250, editable=False, default="")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-changed_at", "-pk"]
        # Each way the list is filtered or sorted is read off an index in its order: no story is read that is
        # not shown. Foreign keys have none besides.
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="story_newest"),
            models.Index(fields=["status", "-changed_at", "-id"], name="story_by_status"),
            models.Index(fields=["section", "-changed_at", "-id"], name="story_by_section"),
            models.Index(fields=["kind", "-changed_at", "-id"], name="story_by_kind"),
            models.Index(fields=["author", "-changed_at", "-id"], name="story_by_author"),
            models.Index(fields=["author", "status", "-changed_at", "-id"], name="story_of_author"),
            models.Index(fields=["author", "section", "-changed_at", "-id"], name="story_of_author_in"),
            models.Index(fields=["headline_key"], name="story_by_headline"),
            models.Index(fields=["event_date", "-changed_at", "-id"], name="story_by_event_date"),
            # Of a few only: an index that also held the others would pass for one that finds nothing quickly.
            models.Index(
                fields=["assigned_to"], name="story_assigned", condition=models.Q(assigned_to__isnull=False)
            ),
        ]
        permissions = [
            ("submit_story", "Can submit a story for editing"),
            ("edit_any_story", "Can see and edit everyone's stories"),
            ("approve_story", "Can approve a story"),
            ("approve_sensitive", "Can approve a sensitive story, and say that it is not sensitive"),
            ("override_problem", "Can approve a story in spite of a problem, with a reason"),
            ("override_review", "Can approve their own text in an emergency, with a reason"),
            ("publish_story", "Can publish a story"),
            ("withdraw_story", "Can withdraw a published story"),
            ("inspect_withdrawn", "Can read withdrawn stories as readers saw them"),
            ("name_deputies", "Can say by name who else withdraws stories or reads withdrawn ones"),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("Untitled"))

    def save(self, *args, **kwargs) -> None:
        self.headline = one_line(self.headline)
        self.place = one_line(self.place)
        self.lead = clean(self.lead).strip()
        self.headline_key = fold(self.headline)[:250]
        super().save(*args, **kwargs)

    @property
    def chain(self) -> Chain:
        """FULL, SHORT or CHIEF: its way, by section and kind; the longest when it is sensitive."""
        chain = Chain(self.section.chain) if self.section else Chain.FULL
        if self.sensitive:
            return Chain.CHIEF
        if chain == Chain.BRIEFS:
            return Chain.SHORT if self.kind == Kind.BRIEF else Chain.FULL
        return chain

    @property
    def overdue(self) -> bool:
        """Whether its deadline has passed."""
        return self.due is not None and self.due < timezone.now()

    @property
    def embargoed(self) -> bool:
        """Whether it may not yet be shown to anybody outside the newsroom, by a page or a link."""
        return self.embargo_until is not None and self.embargo_until > timezone.now()


class PenName(models.Model):
    """A name printed as the author: a reporter's own name, a pen name, or the desk's."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="pen_names",
        null=True,
        blank=True,
        verbose_name=_("account"),
    )

    class Meta:
        verbose_name = _("pen name")
        verbose_name_plural = _("pen names")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Byline(models.Model):
    """Who is credited in a story, and for what: one of our pen names, or a person."""

    class Role(models.TextChoices):
        TEXT = "text", _("Text")
        PHOTO = "photo", _("Photo")
        EDITING = "editing", _("Editing")

    story = models.ForeignKey(Story, models.CASCADE, related_name="bylines", verbose_name=_("story"))
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.TEXT)
    pen_name = models.ForeignKey(
        PenName, models.PROTECT, related_name="bylines", null=True, blank=True, verbose_name=_("pen name")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("person")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pen_name__isnull=True) ^ models.Q(person__isnull=True),
                name="byline_is_a_pen_name_or_a_person",
                violation_error_message=_("Choose a pen name or a person, not both."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name as printed."""
        return str(self.pen_name or self.person)


class StoryPerson(models.Model):
    """Someone a story mentions, with the role printed after the name in the text as it came in."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="story_people", verbose_name=_("story"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="story_people", verbose_name=_("person"))
    printed_role = models.CharField(
        _("role as printed in the text"),
        max_length=300,
        blank=True,
        help_text=_("Compared with the registry"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("person mentioned")
        verbose_name_plural = _("people mentioned")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "person"], name="one_row_per_story_and_person")
        ]

    def __str__(self) -> str:
        return str(self.person)
