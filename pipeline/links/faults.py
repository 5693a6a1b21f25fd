"""What stopped a request, as a kind of ``kinds.KINDS`` and its detail."""

import errno
import socket
import ssl

import aiohttp

from pipeline.links.guard import AddressRefused

EXPIRED, NOT_YET, NAME_DIFFERS, IP_DIFFERS = 10, 9, 62, 64
"""X509_V_ERR_* of OpenSSL; every other one is about who issued the certificate."""
CERTIFICATE = {EXPIRED: "tls_expired", NOT_YET: "tls_expired", NAME_DIFFERS: "tls_name", IP_DIFFERS: "tls_name"}

SYSTEM = {
    errno.ECONNREFUSED: "refused",
    errno.ENETUNREACH: "unreachable",
    errno.EHOSTUNREACH: "unreachable",
    errno.ETIMEDOUT: "connect_timeout",
}
NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}

FAULTS = (aiohttp.ClientError, OSError, TimeoutError, UnicodeError, aiohttp.http.HttpProcessingError)
"""All that a website can do to a request."""


def fault_of(error: BaseException) -> tuple[str, str]:
    """The kind and the detail of what was raised, one of ``FAULTS``."""
    cause = getattr(error, "os_error", error)
    if isinstance(cause, AddressRefused):
        return "private", cause.address
    if isinstance(cause, UnicodeError):  # no name that DNS could have
        return "dns", ""
    if isinstance(cause, socket.gaierror):
        return ("dns" if cause.errno in NO_SUCH_NAME else "dns_failing"), ""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        code = getattr(error.certificate_error, "verify_code", 0)
        return CERTIFICATE.get(code, "tls_issuer"), ""
    if isinstance(cause, ssl.SSLError):
        return "tls", ""
    if isinstance(error, aiohttp.ClientConnectorError):
        return SYSTEM.get(error.os_error.errno or 0, "refused"), ""
    return _while_talking(error), ""


def _while_talking(error: BaseException) -> str:
    """What went wrong once the server was reached."""
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return "connect_timeout"
    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, aiohttp.ServerDisconnectedError):
        return "no_answer"
    if isinstance(error, OSError):
        return "reset"
    return "bad_answer"
