"""What the county of the demo has of ending well: a statement for everybody, a file that waits for a second person."""

from datetime import timedelta

from accounts.access.actions.request_export import request_export
from accounts.access.enums import ExportPurpose, Layout
from accounts.regions.models import Region
from services.windup.actions.begin_statements import begin_statements
from services.windup.actions.make_statements import make_statements
from timebank.config.demo.people import Cast

WORDS = "年底交市里的系统试导一次，导完就删"


def ending_well(cast: Cast, county: Region) -> None:
    """Through the actions, some minutes before now."""
    by, at = cast.users["county"], cast.now - timedelta(minutes=15)
    request_export(by=by, at=at, region=county, layout=Layout.COUNTY, purpose=ExportPurpose.HANDOVER, words=WORDS)
    run = begin_statements(by=by, at=at, region=county)
    make_statements(at=cast.now, run_id=run.id)
