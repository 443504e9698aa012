"""A mail server on a free port of 127.0.0.1 that tells on its output, as lines of JSON, what it is
told: {"port": N} first, then {"event": "message" | "login" | "tls", ...}.

Arguments: --tls offers STARTTLS with a certificate made on the spot and written to the file named
behind it; --login demands "robot" and "open sesame". Mailboxes that begin with "refused" are
refused. It ends when its input does.
"""

import argparse
import asyncio
import base64
import json
import os
import ssl
import subprocess
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


def tell(**facts):
    print(json.dumps(facts), flush=True)


class Handler:
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        if session.ssl is not None:
            tell(event="tls")
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused"):
            return "550 5.1.1 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        tell(
            event="message",
            sender=envelope.mail_from,
            recipients=envelope.rcpt_tos,
            content=base64.b64encode(envelope.original_content).decode(),
        )
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    if not isinstance(data, LoginPassword):
        return AuthResult(success=False, handled=False)
    name, password = data.login.decode(), data.password.decode()
    tell(event="login", name=name, password=password, secure=session.ssl is not None)
    right = (name, password) == ("robot", "open sesame")
    return AuthResult(success=right, handled=False)


def certificate(path):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
         "subjectAltName=IP:127.0.0.1", "-keyout", path + ".key", "-out", path],
        check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, path + ".key")
    return context


async def serve(options):
    tls = certificate(os.path.abspath(options.tls)) if options.tls else None
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Handler(), hostname="localhost", tls_context=tls, authenticator=authenticate,
                     auth_require_tls=False, auth_required=options.login, enable_SMTPUTF8=True),
        "127.0.0.1", 0)
    tell(port=server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tls")
    parser.add_argument("--login", action="store_true")
    asyncio.run(serve(parser.parse_args()))


main()
