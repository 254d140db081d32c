"""Pictures that a side added to a dispute."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.kept_files import read_file
from accounts.refusals import NotFound
from services.orders.queries.disputes import case_for


class StatementPicture(APIView):
    @extend_schema(operation_id="statement_picture", responses={(200, "image/jpeg"): OpenApiTypes.BINARY})
    def get(self, request: Request, id: UUID, statement_id: UUID) -> HttpResponse:
        """The picture of a statement that I may read: my side's, or both sides' for whoever decides."""
        said = next((one for one in case_for(request.user, id).statements if one.id == statement_id), None)
        kept = said.photograph if said is not None else None
        content = read_file(kept.file) if kept is not None and kept.file else None
        if content is None:
            raise NotFound
        answer = HttpResponse(content, content_type="image/jpeg")
        answer["Cache-Control"] = "private, no-store"
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
