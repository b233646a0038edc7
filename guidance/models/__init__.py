"""The nouns of the reading site, one a file."""

from guidance.models.clause import Clause, ClauseVersion, PolicySection
from guidance.models.confirmation import Confirmation
from guidance.models.content_check import ContentCheck
from guidance.models.duty import Duty
from guidance.models.fact import Fact
from guidance.models.governor_question import GovernorQuestion
from guidance.models.handout import Handout
from guidance.models.helpline import Helpline
from guidance.models.link import Link
from guidance.models.opening import OpeningPeriod, SpecialDay
from guidance.models.page import GuidancePage
from guidance.models.policy import PolicyEdition, PolicyTemplate
from guidance.models.publishable import Publishable, PublishableQuerySet
from guidance.models.publisher import Publisher
from guidance.models.resource import Resource
from guidance.models.revision import Revision
from guidance.models.risk_area import RiskArea
from guidance.models.role import Role
from guidance.models.route import GuidedRoute, RouteEdition
from guidance.models.route_nodes import RouteAnswer, RouteOutcome, RouteQuestion, RouteStep
from guidance.models.search_document import SearchDocument
from guidance.models.search_word import SearchWord, VocabularyVersion
from guidance.models.service import Service
from guidance.models.shared_block import SharedBlock
from guidance.models.shipped_text import ShippedText
from guidance.models.synonym import Synonym
from guidance.models.taxonomy import Audience, Phase
from guidance.models.term import Term
from guidance.models.update import Update
from guidance.models.use import ContentUse
from guidance.models.working_copy import HasWorkingCopy, WorkingCopy
from guidance.models.zero_result_query import ZeroResultQuery

__all__ = [
    "Audience",
    "Clause",
    "ClauseVersion",
    "Confirmation",
    "ContentCheck",
    "ContentUse",
    "Duty",
    "Fact",
    "GovernorQuestion",
    "GuidancePage",
    "GuidedRoute",
    "Handout",
    "HasWorkingCopy",
    "Helpline",
    "ZeroResultQuery",
    "Link",
    "OpeningPeriod",
    "Phase",
    "PolicyEdition",
    "PolicySection",
    "PolicyTemplate",
    "Publishable",
    "PublishableQuerySet",
    "Publisher",
    "Resource",
    "Revision",
    "RiskArea",
    "Role",
    "RouteAnswer",
    "RouteEdition",
    "RouteOutcome",
    "RouteQuestion",
    "RouteStep",
    "SearchDocument",
    "SharedBlock",
    "ShippedText",
    "SpecialDay",
    "Synonym",
    "Term",
    "VocabularyVersion",
    "SearchWord",
    "Service",
    "Update",
    "WorkingCopy",
]
