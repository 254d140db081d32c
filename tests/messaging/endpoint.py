"""A push service, a carrier of text messages and a browser, as small as they can be: real HTTP on this machine."""

import base64
import hashlib
import hmac
import json
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Browser:
    """Holds the keys of one subscription and opens what was sealed for it."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"0123456789abcdef"
        point = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        self.p256dh, self.auth = b64(self.key.public_key().public_bytes(*point)), b64(self.secret)

    def opened(self, body: bytes) -> dict[str, Any]:
        text = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        return json.loads(text)


class Service:
    """What came in, and with which status the next ones are answered."""

    def __init__(self, url: str) -> None:
        self.url, self.status, self.answer = url, 201, b"{}"
        self.came: list[tuple[str, dict[str, str], bytes]] = []


@contextmanager
def service() -> Iterator[Service]:
    """A server that writes down every POST."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            made.came.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(made.status)
            if made.status == 302:
                self.send_header("Location", made.url + "/elsewhere")
            self.send_header("Content-Length", str(len(made.answer)))
            self.end_headers()
            self.wfile.write(made.answer)

        def log_message(self, *_args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made = Service(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def claims_of(authorization: str) -> dict[str, Any]:
    """What a VAPID header claims, if its signature fits the key it names. Raises InvalidSignature."""
    scheme, _space, rest = authorization.partition(" ")
    fields = dict(part.strip().split("=", 1) for part in rest.split(","))
    head, body, signature = fields["t"].split(".")
    assert (scheme, json.loads(unb64(head))["alg"]) == ("vapid", "ES256")
    raw = unb64(signature)
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(fields["k"]))
    pair = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key.verify(pair, f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256()))
    return {**json.loads(unb64(body)), "k": fields["k"]}


def aliyun_parameters(path: str, headers: dict[str, str], secret: str) -> dict[str, str]:
    """The query of a request to Alibaba Cloud, if it was signed with the secret. Written from their description.

    https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature. Raises InvalidSignature.
    """
    address = urllib.parse.urlsplit(path)
    said = headers["authorization"]
    names = said.split("SignedHeaders=")[1].split(",")[0].split(";")
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in names)
    canonical = f"POST\n/\n{address.query}\n{lines}\n{';'.join(names)}\n{headers['x-acs-content-sha256']}"
    text = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
    if said.split("Signature=")[1] != hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest():
        raise InvalidSignature
    pairs = urllib.parse.parse_qsl(address.query, strict_parsing=True)
    assert address.query == "&".join(sorted(address.query.split("&")))
    return dict(pairs)
