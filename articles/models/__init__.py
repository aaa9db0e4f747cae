"""What is stored of a story, from the first draft to the copy that readers see."""

from .accounts import account_name
from .comment import Comment, open_comments
from .correction import Correction, CorrectionStatus, PublishedCorrection
from .event import StoryEvent, own_changes
from .front import FrontPage, FrontPlace
from .generation import Generation
from .hub import Hub
from .imprint import Imprint
from .intake import Intake
from .open_form import OpenForm
from .photo import Photo, Rights, SizesFailure, StoryPhoto, StoryPhotoPerson
from .portrait import Portrait
from .preview_link import PreviewLink
from .published import PublishedPerson, PublishedPhoto, PublishedStory
from .read_count import ReadCount
from .redirect import Redirect
from .revision import Revision
from .search import Abbreviation, SearchIndex
from .section import Chain, FormerSlug, Section
from .source import Source, StorySource
from .story import Byline, Kind, PenName, Status, Story, StoryPerson
from .withheld import WithheldFile
from .wording import CorrectionWording

__all__ = [
    "Abbreviation",
    "Byline",
    "Chain",
    "Comment",
    "Correction",
    "CorrectionStatus",
    "CorrectionWording",
    "FormerSlug",
    "FrontPage",
    "FrontPlace",
    "Generation",
    "Hub",
    "Imprint",
    "Intake",
    "Kind",
    "OpenForm",
    "PenName",
    "Photo",
    "Portrait",
    "PreviewLink",
    "PublishedCorrection",
    "PublishedPerson",
    "PublishedPhoto",
    "PublishedStory",
    "ReadCount",
    "Redirect",
    "Revision",
    "Rights",
    "SearchIndex",
    "Section",
    "SizesFailure",
    "Source",
    "Status",
    "Story",
    "StoryEvent",
    "StoryPerson",
    "StoryPhoto",
    "StoryPhotoPerson",
    "StorySource",
    "WithheldFile",
    "account_name",
    "open_comments",
    "own_changes",
]
