#!/usr/bin/env python3
"""A real SMTP server on loopback (aiosmtpd) that keeps what it receives. It forwards nothing.

    smtp_server.py --into DIRECTORY [--port N] [--certificate FILE] [--require-tls] [--user U --password P]
                   [--reply CODE] [--hang accepted|refused] [--until-eof]

prints `listening PORT` and serves until it is ended, with --until-eof also until its input ends. Each e-mail becomes two files: N.eml, the bytes as they arrived, and N.json
with the envelope. `--reply` answers every DATA with this code; `--hang` keeps the e-mail, or not, and never answers.
"""
import argparse
import asyncio
import json
import os
import pathlib
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


class Keeper:
    def __init__(self, options):
        self.options = options
        self.directory = pathlib.Path(options.into)
        self.directory.mkdir(parents=True, exist_ok=True)
        self.count = 0

    async def handle_DATA(self, _server, session, envelope):
        if self.options.reply:
            return f"{self.options.reply} as ordered"
        if self.options.hang != "refused":
            self.keep(session, envelope)
        if self.options.hang:
            await asyncio.sleep(3600)
        return "250 2.0.0 kept"

    def keep(self, session, envelope):
        self.count += 1
        (self.directory / f"{self.count}.eml").write_bytes(envelope.original_content)
        facts = {
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None,
            "user": session.auth_data.decode() if session.auth_data else None, "name": session.host_name,
        }
        (self.directory / f"{self.count}.json").write_text(json.dumps(facts))


class Server(SMTP):
    """The last reply is written before a connection is closed, as a server of the world does."""


def authenticator(options):
    def check(_server, _session, _envelope, _mechanism, data):
        right = isinstance(data, LoginPassword) and data.login.decode() == options.user \
            and data.password.decode() == options.password
        return AuthResult(success=right, auth_data=data.login if right else None)
    return check


async def serve(options):
    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate)
    keeper = Keeper(options)

    def protocol():
        return Server(
            keeper, hostname="sandbox.example.ir", tls_context=context, require_starttls=options.require_tls,
            authenticator=authenticator(options) if options.user else None, auth_required=bool(options.user),
            auth_require_tls=bool(context), loop=asyncio.get_running_loop(),
        )

    server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", options.port)
    print("listening", server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--into", required=True)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--certificate")
    parser.add_argument("--require-tls", action="store_true")
    parser.add_argument("--user")
    parser.add_argument("--password")
    parser.add_argument("--reply", type=int)
    parser.add_argument("--hang", choices=["accepted", "refused"])
    parser.add_argument("--until-eof", action="store_true")
    options = parser.parse_args()
    if options.until_eof:
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    asyncio.run(serve(options))


if __name__ == "__main__":
    main()
