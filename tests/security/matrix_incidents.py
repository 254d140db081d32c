"""The doors of emergencies; see ``matrix``."""

from accounts.access.enums import Permission
from tests.security.walk import ANYBODY, MANDATE, SIGNED_IN, Row, row

P = Permission
INCIDENTS: dict[str, Row] = {
    "report:form": row(ANYBODY),
    "report:where": row(ANYBODY),
    "report:alarm": row(ANYBODY, of="card"),
    "report:sent": row(ANYBODY, rest={"token": "@report_token"}),
    # Whoever holds the link of somebody signed in takes nothing back with it.
    "report:take_back": row(ANYBODY, rest={"token": "@report_token"}, may_be_missing=True),
    "api_incidents": row(SIGNED_IN),
    "api_incident": row(MANDATE, P.INCIDENT_SEE, of="incident"),
    "api_incident_acknowledge": row(P.INCIDENT_ACT, of="incident"),
    "api_incident_take_over": row(P.INCIDENT_OWN, of="incident"),
    "api_incident_step": row(P.INCIDENT_ACT, of="incident", body={"words": "去看了"}),
    # Only who reported it; of somebody else's one hears nothing.
    "api_incident_take_back": row(SIGNED_IN, rest={"id": "@incident"}, may_be_missing=True),
    "incidents:board": row(P.INCIDENT_SEE),
    "incidents:list": row(P.INCIDENT_SEE),
    "incidents:away": row(P.INCIDENT_ACT),
    "incidents:come_back": row(P.INCIDENT_ACT, rest={"absence_id": "@incident"}, may_be_missing=True),
    "incidents:case": row(MANDATE, P.INCIDENT_SEE, of="incident"),
    **{
        f"incidents:{name}": row(P.INCIDENT_ACT, of="incident")
        for name in ("acknowledge", "progress", "police", "pause", "who", "closing")
    },
    "incidents:add_picture": row(MANDATE, P.INCIDENT_ACT, of="incident", may_be_missing=True),  # or the reporter
    "incidents:picture": row(
        MANDATE, P.INCIDENT_SEE, of="incident", rest={"photograph_id": "@incident"}, may_be_missing=True
    ),
    "incidents:rang": row(P.INCIDENT_ACT, of="incident", body={"contact": "@supporter", "answer": "REACHED"}),
    "incidents:link": row(P.INCIDENT_ACT, of="incident", body={"order": "@order"}),
    "incidents:same": row(P.INCIDENT_ACT, of="incident", body={"into": "@incident"}),
    "incidents:take_over": row(P.INCIDENT_OWN, of="incident"),
    "incidents:false_alarm": row(P.INCIDENT_OWN, of="incident", body={"words": "没事"}),
    # Of one that somebody has taken over; the canary's waits for the first answer.
    **{
        f"incidents:{name}": row(P.INCIDENT_OWN, of="incident", body={"to": "@person"}, may_be_missing=True)
        for name in ("hand_over", "accept", "decide")
    },
}
