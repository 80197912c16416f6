"""The web application: routes each address to its view, and turns answers into responses."""

import hashlib
from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dateline.flows.browse.accept import prefers_json
from dateline.flows.browse.addresses import register_convertors
from dateline.flows.browse.guard import Guard
from dateline.flows.browse.html import render
from dateline.flows.browse.html import sentence as as_sentence
from dateline.flows.browse.resources import (
    Asked,
    Document,
    MissingError,
    Resource,
    WrongParameterError,
    read_parameters,
)
from dateline.flows.browse.room import ReadingRoom
from dateline.flows.browse.routes import DOCUMENTS, RESOURCES
from dateline.tasks.adapters.bulkhead import in_words, write_report
from dateline.tasks.core.errors import ConfigError, DatelineError, ObjectNotFoundError

T = TypeVar("T", Resource, Document)

_STYLE = Path(__file__).parent / "static" / "style.css"
_HTML, _JSON = "text/html; charset=utf-8", "application/json"


def reading_room(room: ReadingRoom, names: Collection[str] = (), *, is_local: bool = True) -> Starlette:
    """Return the application. ``names`` are host names to accept, besides those of this machine.

    ``is_local``: no other machine can reach it.
    """
    register_convertors()
    routes = [Route("/style.css", _style)]
    routes += [Route(document.path, _endpoint(room, document, _document)) for document in DOCUMENTS]
    for resource in RESOURCES:
        endpoint = _endpoint(room, resource, _resource)
        routes += [Route(path, endpoint) for path in (resource.path, resource.json_path)]
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, names, is_local=is_local)],
        exception_handlers={HTTPException: _http_error},
    )
    app.router.redirect_slashes = False
    return app


def _endpoint(
    room: ReadingRoom, kind: T, answered: Callable[[T, Asked, Request], Response]
) -> Callable[[Request], Response]:
    def endpoint(request: Request) -> Response:
        try:
            asked = Asked(room, request.path_params, read_parameters(kind.parameters, request))
            response = answered(kind, asked, request)
        except Exception as error:  # noqa: BLE001 - a reader sees a sentence, never a traceback
            return _failed(error, request, as_text=isinstance(kind, Document))
        return _unless_known(response, request)

    return endpoint


def _resource(resource: Resource, asked: Asked, request: Request) -> Response:
    shown = resource.view(asked)
    if _wants_json(request):
        body, kind = shown.answer.model_dump_json(), _JSON
    else:
        body, kind = render(resource.template, request, shown.answer, shown.extra), _HTML
    return Response(body, headers={"Content-Type": kind, "Vary": "Accept"})


def _document(document: Document, asked: Asked, _request: Request) -> Response:
    return document.view(asked)


def _unless_known(response: Response, request: Request) -> Response:
    """Return the response, or 304 if the client has it already (RFC 9110, section 13.1.2)."""
    if response.status_code != HTTPStatus.OK:
        return response
    etag = f'"{hashlib.sha256(bytes(response.body)).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if not known & {etag, "*"}:
        return response
    kept = {name: response.headers[name] for name in ("etag", "vary") if name in response.headers}
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=kept)


def _failed(error: Exception, request: Request, *, as_text: bool) -> Response:
    status, told = _told(error)
    if as_text and not _wants_json(request):
        return PlainTextResponse(f"{as_sentence(told)}\n", status)
    return _problem(request, status, told)


def _told(error: Exception) -> tuple[HTTPStatus, str]:
    if isinstance(error, MissingError | ObjectNotFoundError):
        return HTTPStatus.NOT_FOUND, str(error)
    if isinstance(error, WrongParameterError | ConfigError):
        return HTTPStatus.BAD_REQUEST, str(error)
    if isinstance(error, DatelineError):
        return HTTPStatus.SERVICE_UNAVAILABLE, str(error)
    report = write_report(error)
    sentence = f"dateline failed with an unexpected error ({in_words(error)}). Please report it, and attach {report}."
    return HTTPStatus.INTERNAL_SERVER_ERROR, sentence


def _http_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.INTERNAL_SERVER_ERROR
    headers = error.headers if isinstance(error, HTTPException) else None
    return _problem(request, HTTPStatus(status), "There is nothing at this address.", headers)


def _problem(request: Request, status: HTTPStatus, told: str, headers: Mapping[str, str] | None = None) -> Response:
    """Return an error as a page, or as JSON (RFC 9457)."""
    sentence = as_sentence(told)
    if _wants_json(request):
        problem = {"title": status.phrase, "status": status.value, "detail": sentence}
        return JSONResponse(problem, status, headers, media_type="application/problem+json")
    body = render("error.html", request, None, {"title": status.phrase, "sentence": sentence})
    return Response(body, status, {**(headers or {}), "Content-Type": _HTML, "Vary": "Accept"})


def _wants_json(request: Request) -> bool:
    return request.url.path.endswith(".json") or prefers_json(request.headers.get("accept", ""))


def _style(request: Request) -> Response:
    return _unless_known(Response(_STYLE.read_bytes(), media_type="text/css"), request)
