"""Reads drafts, one a line in base64, with Python's `email`; prints of each, as one line of JSON, what a mail program would show."""

import base64
import email
import email.header
import email.policy
import email.utils
import json
import sys

for line in sys.stdin.buffer.read().split():
    draft = base64.b64decode(line)
    message = email.message_from_bytes(draft, policy=email.policy.default)
    # The new parser puts a space between the encoded words of a long name; the old one joins them, as RFC 2047 has it.
    names = email.message_from_bytes(draft, policy=email.policy.compat32)
    parts = list(message.walk())
    defects = [type(one).__name__ for part in parts for one in part.defects]
    defects += [type(one).__name__ for part in parts for value in part.values() for one in getattr(value, "defects", ())]

    def mailboxes(header):
        assert len(message[header].addresses) == 1
        pairs = email.utils.getaddresses([names[header]])
        return [[str(email.header.make_header(email.header.decode_header(name))), address] for name, address in pairs]

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
