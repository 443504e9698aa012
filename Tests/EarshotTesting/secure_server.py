"""Web servers over TLS on free ports of 127.0.0.1, each with another fault, until the input ends.

Argument: a folder, where each leaves its certificate as NAME.pem. It tells {"ports": {NAME: port}}.
  good    proves that it is 127.0.0.1       other    proves that it is another host
  old     a certificate of 2020             ancient  speaks TLS 1.1 and nothing newer
  breaks  ends in the middle of the start   http2    speaks HTTP/2 where the client offers it
  plain   answers without TLS
"""

import json
import os
import socket
import ssl
import subprocess
import sys
import threading

BODY = b"<rss version='2.0'><channel><title>Secure</title></channel></rss>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(BODY), BODY)
CONFIGURATION = """
[ca]
default_ca = own
[own]
database = {0}/index
new_certs_dir = {0}
serial = {0}/serial
default_md = sha256
policy = any
x509_extensions = facts
unique_subject = no
[any]
commonName = supplied
[facts]
subjectAltName = IP:{1}
basicConstraints = CA:true
"""


def certificate(folder, name, host="127.0.0.1", end="20990101000000Z"):
    place = os.path.join(folder, name)
    os.makedirs(place)
    for file, text in (("index", ""), ("serial", "01\n"),
                       ("configuration", CONFIGURATION.format(place, host))):
        with open(os.path.join(place, file), "w") as out:
            out.write(text)
    key, request, pem = place + ".key", place + ".request", place + ".pem"
    commands = (
        ["openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-subj", "/CN=" + host, "-keyout", key, "-out", request],
        ["openssl", "ca", "-config", os.path.join(place, "configuration"), "-selfsign", "-batch",
         "-notext", "-keyfile", key, "-in", request, "-out", pem,
         "-startdate", "20200101000000Z", "-enddate", end])
    for command in commands:
        subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    return context


def frame(kind, flags, stream, content=b""):
    return len(content).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + content


def speak_http2(connection):
    """The client's preface and settings, then an answer on stream 1 (RFC 9113); 0x88 is ":status: 200"."""
    connection.sendall(frame(4, 0, 0) + frame(4, 1, 0))
    received = b""
    while True:
        received += connection.recv(65536)
        position = 24
        while position + 9 <= len(received):
            size, kind = int.from_bytes(received[position:position + 3], "big"), received[position + 3]
            if kind == 1:
                connection.sendall(frame(1, 4, 1, b"\x88") + frame(0, 1, 1, BODY))
                connection.recv(65536)
                return
            position += 9 + size


def serve(connection, name, context):
    try:
        if name == "breaks":
            connection.recv(64)
            return
        if name == "plain":
            connection.recv(65536)
            connection.sendall(ANSWER)
            return
        with context.wrap_socket(connection, server_side=True) as secure:
            if secure.selected_alpn_protocol() == "h2":
                speak_http2(secure)
            elif secure.recv(65536):
                secure.sendall(ANSWER)
    except OSError:
        pass  # Clients leave in the middle where they do not trust us.
    finally:
        connection.close()


def listen(name, context):
    listener = socket.create_server(("127.0.0.1", 0))

    def accept():
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection, name, context), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


def main():
    folder = os.path.abspath(sys.argv[1])
    contexts = {
        "good": certificate(folder, "good"),
        "other": certificate(folder, "other", host="127.0.0.9"),
        "old": certificate(folder, "old", end="20200102000000Z"),
        "ancient": certificate(folder, "ancient"),
        "http2": certificate(folder, "http2"),
        "breaks": None,
        "plain": None,
    }
    contexts["http2"].set_alpn_protocols(["h2"])
    contexts["ancient"].set_ciphers("ALL:@SECLEVEL=0")
    contexts["ancient"].minimum_version = ssl.TLSVersion.TLSv1
    contexts["ancient"].maximum_version = ssl.TLSVersion.TLSv1_1
    print(json.dumps({"ports": {name: listen(name, context) for name, context in contexts.items()}}), flush=True)
    sys.stdin.read()


main()
