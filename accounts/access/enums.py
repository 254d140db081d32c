"""Roles, permissions and the one table between them. What is not in the table is denied."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    PROXY = "PROXY", _("Helper")
    FAMILY = "FAMILY", _("Family")
    VOLUNTEER = "VOLUNTEER", _("Volunteer")
    ORGANISATION_MANAGER = "ORGANISATION_MANAGER", _("Organisation manager")
    DISPATCHER = "DISPATCHER", _("Dispatcher of an organisation")
    VILLAGE_WORKER = "VILLAGE_WORKER", _("Village worker")
    VILLAGE_ASSISTANT = "VILLAGE_ASSISTANT", _("Village assistant")  # 助老员: helps elders day by day
    COORDINATOR = "COORDINATOR", _("Village coordinator")  # 协理员: keeps the registry
    FILIAL_CARER = "FILIAL_CARER", _("Filial care worker")  # 孝老员: visits, and urges families
    SUPERVISOR = "SUPERVISOR", _("Village supervisor")  # 督导员: sees whether it is done
    TOWNSHIP_OFFICIAL = "TOWNSHIP_OFFICIAL", _("Township official")
    COUNTY_OFFICIAL = "COUNTY_OFFICIAL", _("County official")
    OPERATOR = "OPERATOR", _("Phone operator")
    FINANCE = "FINANCE", _("Finance bureau")  # sees what is paid and says what the bank paid; opens no dossier
    DEPARTMENT = "DEPARTMENT", _("Department")  # sees only what is referred to it
    ADMIN = "ADMIN", _("Administrator")


class Department(models.TextChoices):
    """Which department a login of one belongs to."""

    POLICE = "POLICE", pgettext_lazy("department", "Police")
    JUSTICE = "JUSTICE", pgettext_lazy("department", "Justice")
    HEALTH = "HEALTH", pgettext_lazy("department", "Health")
    FINANCE = "FINANCE", pgettext_lazy("department", "Finance")
    HOUSING = "HOUSING", pgettext_lazy("department", "Housing")
    SOCIAL_SECURITY = "SOCIAL_SECURITY", pgettext_lazy("department", "Social security")
    MEDICAL_INSURANCE = "MEDICAL_INSURANCE", pgettext_lazy("department", "Medical insurance")
    AGRICULTURE = "AGRICULTURE", pgettext_lazy("department", "Agriculture and rural affairs")
    FIRE_RESCUE = "FIRE_RESCUE", pgettext_lazy("department", "Fire and rescue")
    DISABLED_FEDERATION = "DISABLED_FEDERATION", pgettext_lazy("department", "Disabled persons' federation")
    CIVIL_AFFAIRS = "CIVIL_AFFAIRS", pgettext_lazy("department", "Civil affairs")
    WOMENS_FEDERATION = "WOMENS_FEDERATION", pgettext_lazy("department", "Women's federation")
    YOUTH_LEAGUE = "YOUTH_LEAGUE", pgettext_lazy("department", "Youth league")
    TRADE_UNION = "TRADE_UNION", pgettext_lazy("department", "Trade union")


class Permission(models.TextChoices):
    ORDER_AS_PROXY = "ORDER_AS_PROXY", _("Order for an elder who gave a mandate")
    ORDER_FOR_ANYONE = "ORDER_FOR_ANYONE", _("Order for any elder of the territory")
    ORDER_CLAIM = "ORDER_CLAIM", _("See the board and claim a task")
    ORDER_DISPATCH = "ORDER_DISPATCH", _("Take orders for an organisation and assign members")
    ORGANISATION_RUN = "ORGANISATION_RUN", _("Keep the people, papers and hours of an organisation")
    ORGANISATION_VERIFY = "ORGANISATION_VERIFY", _("Verify and suspend organisations")
    CONTRACT_KEEP = "CONTRACT_KEEP", _("Sign and end contracts with organisations")
    TERRITORY_VIEW = "TERRITORY_VIEW", _("See orders and figures of a territory")
    ELDER_REGISTER = "ELDER_REGISTER", _("Enter elders and their mandates")
    PHONE_REVEAL = "PHONE_REVEAL", _("See a phone number or an address, saying why")
    ID_REVEAL = "ID_REVEAL", _("See an ID number, saying why")
    REGISTRY_EXPORT = "REGISTRY_EXPORT", _("Ask for a list of elders to take away")
    EXPORT_DECIDE = "EXPORT_DECIDE", _("Decide on lists of elders that somebody else asked for")
    VOLUNTEER_VERIFY = "VOLUNTEER_VERIFY", _("Verify volunteers")
    CATALOGUE_EDIT = "CATALOGUE_EDIT", _("Edit the service list")
    GRANT_MINUTES = "GRANT_MINUTES", _("Grant minutes to elders")
    BOOKS_KEEP = "BOOKS_KEEP", _("Correct, hand over and close passbooks")
    ACCESS_EDIT = "ACCESS_EDIT", _("Give and take roles")
    CONNECT = "CONNECT", _("Connect other programs to a territory")
    CERTIFICATE_REVOKE = "CERTIFICATE_REVOKE", _("Withdraw certificates")
    POLICY_EDIT = "POLICY_EDIT", _("Write changes of the rules")
    POLICY_DECIDE = "POLICY_DECIDE", _("Decide on changes of the rules that somebody else wrote")
    VISIT = "VISIT", _("Look in on elders and write down how they are")
    ROUND_WALK = "ROUND_WALK", _("Walk a survey round and hand it in")
    ROUND_SIGN = "ROUND_SIGN", _("Sign what villages hand in")
    ROUND_HOLD = "ROUND_HOLD", _("Open survey rounds and accept what townships hand in")
    INCIDENT_SEE = "INCIDENT_SEE", _("See the emergencies of a territory")
    INCIDENT_ACT = "INCIDENT_ACT", _("Answer an emergency and write down what was done")
    INCIDENT_OWN = "INCIDENT_OWN", _("Take an emergency over and see it through to the end")
    INCIDENT_APPROVE = "INCIDENT_APPROVE", _("Approve how an emergency was closed, of the level below")
    SUBSIDY_SEE = "SUBSIDY_SEE", _("See programmes, who gets them and what they cost")
    SUBSIDY_ENROL = "SUBSIDY_ENROL", _("Enrol elders in programmes and take them out")
    SUBSIDY_RUN = "SUBSIDY_RUN", _("Set up programmes and propose what a month pays")
    SUBSIDY_DECIDE = "SUBSIDY_DECIDE", _("Decide on payments that somebody else proposed")
    SUBSIDY_PAY = "SUBSIDY_PAY", _("See payment rosters and say what the bank has paid")
    BUDGET_KEEP = "BUDGET_KEEP", _("Keep budgets and gifts")
    LOGIN_GIVE = "LOGIN_GIVE", _("Hand out logins and new passwords")
    PLACE_KEEP = "PLACE_KEEP", _("Open, change and close canteens and other places")
    OUTREACH_POST = "OUTREACH_POST", _("Post what a department brings to villages")
    NOTICE_WRITE = "NOTICE_WRITE", _("Write announcements and articles for a place")
    PLACE_CHECK = "PLACE_CHECK", _("See how safe places are and write down checks")
    REFERRAL_SEND = "REFERRAL_SEND", _("Refer elders to an office and follow what becomes of it")
    REFERRAL_ANSWER = "REFERRAL_ANSWER", _("Answer what is referred to an office")
    SUPERVISE = "SUPERVISE", _("Give tasks, inspect and write bulletins")
    SUPERVISION_DECIDE = "SUPERVISION_DECIDE", _("Approve bulletins and sign the figures of a year")
    COUNTY_EXPORT = "COUNTY_EXPORT", _("Take everything of a county along, and wind it up")
    HONOUR_NOMINATE = "HONOUR_NOMINATE", _("Suggest and nominate people and families to be honoured")
    HONOUR_HOLD = "HONOUR_HOLD", _("Open rounds of honours, put the shortlist together and answer objections")
    HONOUR_DECIDE = "HONOUR_DECIDE", _("Decide who is honoured, after somebody else made the shortlist")
    HOUSE_WATCH = "HOUSE_WATCH", _("See how the system itself is doing")


P, R = Permission, Role
PATRON = frozenset(
    {
        P.TERRITORY_VIEW,
        P.ORDER_FOR_ANYONE,
        P.PHONE_REVEAL,
        P.VISIT,
        P.INCIDENT_SEE,
        P.INCIDENT_ACT,
        P.REFERRAL_SEND,
    }
)  # visits and helps, changes nothing
REGISTRAR = PATRON | {P.ELDER_REGISTER, P.ID_REVEAL, P.ROUND_WALK, P.LOGIN_GIVE}
ENROLS = frozenset({P.SUBSIDY_SEE, P.SUBSIDY_ENROL, P.BUDGET_KEEP})
PAYS = ENROLS | {P.SUBSIDY_RUN, P.SUBSIDY_DECIDE, P.SUBSIDY_PAY}
LEADER = frozenset({P.INCIDENT_OWN, P.INCIDENT_APPROVE})
TABLE: dict[Role, frozenset[Permission]] = {
    R.PROXY: frozenset({P.ORDER_AS_PROXY}),
    R.FAMILY: frozenset({P.ORDER_AS_PROXY}),
    R.VOLUNTEER: frozenset({P.ORDER_CLAIM}),
    R.ORGANISATION_MANAGER: frozenset({P.ORDER_CLAIM, P.ORDER_DISPATCH, P.ORGANISATION_RUN}),
    R.DISPATCHER: frozenset({P.ORDER_DISPATCH}),
    R.VILLAGE_WORKER: REGISTRAR | {P.BUDGET_KEEP, P.PLACE_CHECK, P.NOTICE_WRITE, P.HONOUR_NOMINATE},
    R.VILLAGE_ASSISTANT: REGISTRAR,
    R.COORDINATOR: REGISTRAR | {P.PLACE_CHECK},
    R.FILIAL_CARER: PATRON,
    R.SUPERVISOR: frozenset({P.TERRITORY_VIEW, P.INCIDENT_SEE}),
    R.TOWNSHIP_OFFICIAL: REGISTRAR
    | LEADER
    | ENROLS
    | {
        P.VOLUNTEER_VERIFY,
        P.ORGANISATION_VERIFY,
        P.CONTRACT_KEEP,
        P.PLACE_KEEP,
        P.PLACE_CHECK,
        P.REGISTRY_EXPORT,
        P.ROUND_SIGN,
        P.REFERRAL_ANSWER,  # civil affairs of the place are its officials
        P.NOTICE_WRITE,
        P.SUPERVISE,
        P.HONOUR_NOMINATE,
    },
    R.COUNTY_OFFICIAL: REGISTRAR
    | LEADER
    | PAYS
    | {
        P.VOLUNTEER_VERIFY,
        P.ORGANISATION_VERIFY,
        P.CONTRACT_KEEP,
        P.PLACE_KEEP,
        P.PLACE_CHECK,
        P.CATALOGUE_EDIT,
        P.OUTREACH_POST,
        P.GRANT_MINUTES,
        P.BOOKS_KEEP,
        P.ACCESS_EDIT,
        P.CONNECT,
        P.POLICY_EDIT,
        P.POLICY_DECIDE,
        P.CERTIFICATE_REVOKE,
        P.REGISTRY_EXPORT,
        P.EXPORT_DECIDE,
        P.ROUND_SIGN,
        P.ROUND_HOLD,
        P.REFERRAL_ANSWER,
        P.NOTICE_WRITE,
        P.SUPERVISE,
        P.SUPERVISION_DECIDE,
        P.COUNTY_EXPORT,
        P.HONOUR_NOMINATE,
        P.HONOUR_HOLD,
        P.HONOUR_DECIDE,
        P.HOUSE_WATCH,
    },
    R.OPERATOR: PATRON | {P.ELDER_REGISTER},
    R.FINANCE: frozenset({P.SUBSIDY_SEE, P.SUBSIDY_PAY}),
    R.DEPARTMENT: frozenset({P.REFERRAL_ANSWER, P.OUTREACH_POST}),
    R.ADMIN: frozenset(
        {
            P.ACCESS_EDIT,
            P.LOGIN_GIVE,
            P.CONNECT,
            P.TERRITORY_VIEW,
            P.POLICY_DECIDE,
            P.SUPERVISION_DECIDE,
            P.COUNTY_EXPORT,
            P.HONOUR_DECIDE,
            P.HOUSE_WATCH,
        }
    ),
}

# What is left in a county that was closed: its pages and books are read, and taken along.
READING = frozenset(
    {P.TERRITORY_VIEW, P.INCIDENT_SEE, P.SUBSIDY_SEE, P.PHONE_REVEAL, P.ID_REVEAL, P.COUNTY_EXPORT, P.REGISTRY_EXPORT}
    | {P.EXPORT_DECIDE}
)

# What a role is bound to; the others come with a mandate or a verification and are bound to neither.
BOUND: dict[Role, str] = {
    R.VILLAGE_WORKER: "region",
    R.VILLAGE_ASSISTANT: "region",
    R.COORDINATOR: "region",
    R.FILIAL_CARER: "region",
    R.SUPERVISOR: "region",
    R.TOWNSHIP_OFFICIAL: "region",
    R.COUNTY_OFFICIAL: "region",
    R.OPERATOR: "region",
    R.FINANCE: "region",
    R.DEPARTMENT: "region",
    R.ADMIN: "region",
    R.ORGANISATION_MANAGER: "organisation",
    R.DISPATCHER: "organisation",
}
UNBOUND = tuple(role for role in Role if role not in BOUND)
TO_A_REGION = tuple(role for role, bound in BOUND.items() if bound == "region")
TO_AN_ORGANISATION = tuple(role for role, bound in BOUND.items() if bound == "organisation")
WANTED_IN_EVERY_VILLAGE = (R.VILLAGE_ASSISTANT, R.COORDINATOR, R.SUPERVISOR)  # DESIGN: vacancies are listed


class Shown(models.TextChoices):
    """What of a person can be asked to see."""

    ID_NUMBER = "ID_NUMBER", pgettext_lazy("reveal", "ID number")
    PHONE = "PHONE", pgettext_lazy("reveal", "Phone")
    ADDRESS = "ADDRESS", pgettext_lazy("reveal", "Address")
    KIN_PHONE = "KIN_PHONE", pgettext_lazy("reveal", "Phone of the family")  # of somebody around the elder


# What is shown of the person themselves, and what it takes.
REVEALED_WITH = {Shown.ID_NUMBER: P.ID_REVEAL, Shown.PHONE: P.PHONE_REVEAL, Shown.ADDRESS: P.PHONE_REVEAL}


class Purpose(models.TextChoices):
    """Why somebody asks to see it."""

    VISIT = "VISIT", pgettext_lazy("purpose", "To visit the elder")
    CALL = "CALL", pgettext_lazy("purpose", "To call the elder or the family")
    ALLOWANCE = "ALLOWANCE", pgettext_lazy("purpose", "To apply for an allowance or relief")
    MEDICAL = "MEDICAL", pgettext_lazy("purpose", "To see a doctor")
    EMERGENCY = "EMERGENCY", pgettext_lazy("purpose", "An emergency")
    CHECK = "CHECK", pgettext_lazy("purpose", "To check that the dossier is right")
    ASKED = "ASKED", pgettext_lazy("purpose", "The elder or the family asked me to")
    OTHER = "OTHER", pgettext_lazy("purpose", "Another reason")


class Layout(models.TextChoices):
    """What a list of elders looks like when it is taken away."""

    REGISTRY = "REGISTRY", _("The registry sheet (Excel)")
    CSV = "CSV", _("The registry as text (CSV)")
    NATIONAL = "NATIONAL", _("For the national system of the left-behind")
    COUNTY = "COUNTY", _("Everything of the county (encrypted ZIP)")


class ExportPurpose(models.TextChoices):
    """Why a list of elders is taken away."""

    NATIONAL = "NATIONAL", pgettext_lazy("export", "To enter it in the national system")
    ALLOWANCES = "ALLOWANCES", pgettext_lazy("export", "To pay allowances")
    SURVEY = "SURVEY", pgettext_lazy("export", "To survey house by house without a network")
    INSPECTION = "INSPECTION", pgettext_lazy("export", "For an inspection from above")
    HANDOVER = "HANDOVER", pgettext_lazy("export", "To hand the county over to another system")
    OTHER = "OTHER", pgettext_lazy("export", "Another reason")


DOOR_CARD = "door_card"  # who looked for this holds what proves a visit, see ``knows_the_door``

# What pages that show a name, a phone or an address as part of the work write down.
PAGE_PURPOSES: dict[str, Any] = {
    "order": pgettext_lazy("looked", "Took the order"),
    "ordering": pgettext_lazy("looked", "To order something"),
    "who_comes": pgettext_lazy("looked", "To know who comes"),
    "dispatch": pgettext_lazy("looked", "To send somebody"),
    "kitchen": pgettext_lazy("looked", "To cook for the elder"),
    "place_day": pgettext_lazy("looked", "To know who comes to the place"),
    "round_of_meals": pgettext_lazy("looked", "To bring a meal"),
    "territory": pgettext_lazy("looked", "To look after an order"),
    "call_back": pgettext_lazy("looked", "To ring and ask whether it was done"),
    "books": pgettext_lazy("looked", "To keep the passbook"),
    "passbook": pgettext_lazy("looked", "To see the passbook"),
    "dossier": pgettext_lazy("looked", "To keep the dossier"),
    "desk": pgettext_lazy("looked", "The elder or the family called"),
    "round": pgettext_lazy("looked", "To survey from door to door"),
    "visit": pgettext_lazy("looked", "To look in on the elder"),
    "incident": pgettext_lazy("looked", "In an emergency"),
    "association": pgettext_lazy("looked", "To know who belongs to the association"),
    "referral": pgettext_lazy("looked", "To answer what was referred"),
    DOOR_CARD: pgettext_lazy("looked", "To print the card for the door"),
}
