"""What is said to an elder about an order somebody placed for them; short, to be read out."""

from django.utils.translation import gettext as _

from accounts.elders.queries import call_name
from frontend.shell.wording import date_text, minutes_text, moment_text, name_text, yuan_text
from services.orders.models import Order


def told_sentence(order: Order) -> str:
    """``林奶奶，林小梅 11 月 19 日给您点了送午饭，明天 9:30。要从折子里出 40 分。对吗？``"""
    facts = {
        "elder": call_name(order.elder.person),
        "who": name_text(str(order.placed_by)),
        "day": date_text(order.created_at),
        "what": _(", ").join(line.label for line in order.lines.all()),
        "when": moment_text(order.starts_at, lower=True),
    }
    said = [_("%(elder)s, %(who)s ordered this for you on %(day)s: %(what)s, %(when)s.") % facts]
    if order.planned_minutes:
        said.append(_("It takes %(time)s out of your passbook.") % {"time": minutes_text(order.planned_minutes)})
    if order.price_fen:
        said.append(_("It costs %(money)s.") % {"money": yuan_text(order.price_fen)})
    said.append(_("Is that right? If you do not want it, just say so."))
    return ("" if said[0].endswith("。") else " ").join(said)
