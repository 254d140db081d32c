"""Roles, permissions and the one table between them. What is not in the table is denied."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    PROXY = "PROXY", _("Helper")
    FAMILY = "FAMILY", _("Family")
    VOLUNTEER = "VOLUNTEER", _("Volunteer")
    ORGANISATION_MANAGER = "ORGANISATION_MANAGER", _("Organisation manager")
    VILLAGE_WORKER = "VILLAGE_WORKER", _("Village worker")
    TOWNSHIP_OFFICIAL = "TOWNSHIP_OFFICIAL", _("Township official")
    COUNTY_OFFICIAL = "COUNTY_OFFICIAL", _("County official")
    OPERATOR = "OPERATOR", _("Phone operator")
    ADMIN = "ADMIN", _("Administrator")


class Permission(models.TextChoices):
    ORDER_AS_PROXY = "ORDER_AS_PROXY", _("Order for an elder who gave a mandate")
    ORDER_FOR_ANYONE = "ORDER_FOR_ANYONE", _("Order for any elder of the territory")
    ORDER_CLAIM = "ORDER_CLAIM", _("See the board and claim a task")
    ORDER_DISPATCH = "ORDER_DISPATCH", _("Take orders for an organisation and assign members")
    TERRITORY_VIEW = "TERRITORY_VIEW", _("See orders and figures of a territory")
    ELDER_REGISTER = "ELDER_REGISTER", _("Enter elders and their mandates")
    VOLUNTEER_VERIFY = "VOLUNTEER_VERIFY", _("Verify volunteers")
    CATALOGUE_EDIT = "CATALOGUE_EDIT", _("Edit the service list")
    GRANT_MINUTES = "GRANT_MINUTES", _("Grant minutes to elders")
    BOOKS_KEEP = "BOOKS_KEEP", _("Correct, hand over and close passbooks")
    ACCESS_EDIT = "ACCESS_EDIT", _("Give and take roles")
    CERTIFICATE_REVOKE = "CERTIFICATE_REVOKE", _("Withdraw certificates")
    POLICY_EDIT = "POLICY_EDIT", _("Write changes of the rules")
    POLICY_DECIDE = "POLICY_DECIDE", _("Decide on changes of the rules that somebody else wrote")


P, R = Permission, Role
TERRITORIAL = frozenset({P.TERRITORY_VIEW, P.ORDER_FOR_ANYONE, P.ELDER_REGISTER})
TABLE: dict[Role, frozenset[Permission]] = {
    R.PROXY: frozenset({P.ORDER_AS_PROXY}),
    R.FAMILY: frozenset({P.ORDER_AS_PROXY}),
    R.VOLUNTEER: frozenset({P.ORDER_CLAIM}),
    R.ORGANISATION_MANAGER: frozenset({P.ORDER_CLAIM, P.ORDER_DISPATCH}),
    R.VILLAGE_WORKER: TERRITORIAL,
    R.TOWNSHIP_OFFICIAL: TERRITORIAL | {P.VOLUNTEER_VERIFY},
    R.COUNTY_OFFICIAL: TERRITORIAL
    | {
        P.VOLUNTEER_VERIFY,
        P.CATALOGUE_EDIT,
        P.GRANT_MINUTES,
        P.BOOKS_KEEP,
        P.ACCESS_EDIT,
        P.POLICY_EDIT,
        P.POLICY_DECIDE,
        P.CERTIFICATE_REVOKE,
    },
    R.OPERATOR: TERRITORIAL,
    R.ADMIN: frozenset({P.ACCESS_EDIT, P.TERRITORY_VIEW, P.POLICY_DECIDE}),
}

# What a role is bound to; the others come with a mandate or a verification and are bound to neither.
BOUND: dict[Role, str] = {
    R.VILLAGE_WORKER: "region",
    R.TOWNSHIP_OFFICIAL: "region",
    R.COUNTY_OFFICIAL: "region",
    R.OPERATOR: "region",
    R.ADMIN: "region",
    R.ORGANISATION_MANAGER: "organisation",
}
