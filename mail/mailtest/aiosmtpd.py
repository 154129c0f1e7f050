"""A submission server for tests: aiosmtpd with TLS or STARTTLS, one user, and its mail on standard output."""
import asyncio
import base64
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

certificate, security = sys.argv[1:3]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate)
context.minimum_version = ssl.TLSVersion.TLSv1_2


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        raw = base64.b64encode(envelope.original_content).decode()
        print(json.dumps({"From": envelope.mail_from, "To": envelope.rcpt_tos, "Data": raw}), flush=True)
        return "250 2.0.0 queued as 1"


def known(server, session, envelope, mechanism, data):
    right = data == LoginPassword(b"ada", b"pw")
    return AuthResult(success=right, handled=right)  # a refusal that is not handled gets the library's own words


def protocol():
    upgraded = {"tls_context": context, "require_starttls": True} if security == "starttls" else {"auth_require_tls": False}
    return SMTP(Handler(), hostname="mail.example.test", enable_SMTPUTF8=True, data_size_limit=1 << 20,
                authenticator=known, auth_required=True, **upgraded)


async def serve():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=context if security == "tls" else None)
    print(json.dumps({"Port": server.sockets[0].getsockname()[1]}), flush=True)
    await server.serve_forever()


asyncio.run(serve())
