"""Reads drafts, one a line in base64, with Python's `email`; prints of each, as one line of JSON, what a mail program would show."""

import base64
import email
import email.policy
import json
import sys

for line in sys.stdin.buffer.read().split():
    message = email.message_from_bytes(base64.b64decode(line), policy=email.policy.default)
    parts = list(message.walk())
    defects = [type(one).__name__ for part in parts for one in part.defects]
    defects += [type(one).__name__ for part in parts for value in part.values() for one in getattr(value, "defects", ())]

    def mailboxes(header):
        return [[one.display_name, one.addr_spec] for one in message[header].addresses]

    files = [
        {"name": part.get_filename(), "type": part.get_content_type(), "bytes": base64.b64encode(part.get_content()).decode()}
        for part in message.iter_attachments()
    ] if message.is_multipart() else []
    print(json.dumps({
        "headers": message.keys(),
        "unsent": message["X-Unsent"],
        "from": mailboxes("From"),
        "to": mailboxes("To"),
        "subject": message["Subject"],
        "body": message.get_body(("plain",)).get_content(),
        "files": files,
        "defects": defects,
    }))
