from email.message import EmailMessage
from pathlib import Path
from time import process_time

import pytest

from narratives.errors import ReadError, TooLargeError
from narratives.reading import limits, read_file
from narratives.reading.mail import mail_document, mailbox_documents, sender_text
from tests.reading.sample_files import read_or_refuse, write_file

PLAIN = """The gates of the dam are closed, the minister said today.

> They are open, and everybody can see it,
> said the engineers.

That is not what we have seen.

--\x20
Ilse Brandt
Ministry of Water
"""


def message(text: str = PLAIN, html: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = "Statement on the dâm"
    mail["From"] = "Ministry of Water <press@water.example>"
    mail["To"] = "desk@gazette.example"
    mail["Date"] = "Tue, 05 Mar 2024 23:30:00 -0500"
    if text:
        mail.set_content(text)
    if html and text:
        mail.add_alternative(html, subtype="html")
    elif html:
        mail.set_content(html, subtype="html")
    return mail


def test_a_message_is_read_with_subject_sender_and_the_senders_date() -> None:
    document = mail_document(bytes(message()), address="m.eml")
    assert document.title == "Statement on the dâm"
    assert document.outlet == "Ministry of Water"
    assert document.date == "2024-03-05"
    assert document.address == "m.eml"


def test_quoted_lines_and_the_signature_are_left_out() -> None:
    document = mail_document(bytes(message()), address="m.eml")
    assert document.text == (
        "The gates of the dam are closed, the minister said today.\n\nThat is not what we have seen."
    )


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (
            "It is shut.\n\nOn Tue, 5 Mar 2024, Ilse\nBrandt <i@water.example> wrote:\n> It is open.",
            "It is shut.",
        ),
        ("It is shut.\n\n-----Original Message-----\nFrom: Ilse\nIt is open.", "It is shut."),
        ("It is shut.\n\nFrom: Ilse\nSent: Monday\nTo: Desk\nSubject: x\n\nIt is open.", "It is shut."),
        ("It is shut.\n\nBegin forwarded message:\n\nIt is open.", "It is shut."),
        ("Ilse Brandt wrote:\n> Open?\nNo.\n> Shut?\nYes.", "No.\n\nYes."),
        ("On the dam she wrote:\nIt is shut.", "On the dam she wrote:\nIt is shut."),
    ],
)
def test_text_that_a_reply_copies_is_left_out(text: str, own: str) -> None:
    assert sender_text(text) == own


def test_html_is_read_if_there_is_no_plain_text() -> None:
    html = (
        "<html><head><style>p{}</style></head><body><h2>On the dam</h2><p>The gates are <b>closed</b>,"
        "<br>he said.</p><div>On Monday Ilse wrote:</div>"
        "<blockquote type='cite'><p>They are open.</p></blockquote>"
        "<blockquote>The road is shut.</blockquote><p>-- </p><p>Press office</p></body></html>"
    )
    document = mail_document(bytes(message(text="", html=html)), address="m.eml")
    assert document.text == "On the dam\n\nThe gates are closed, he said.\n\nThe road is shut."
    assert [block.heading for block in document.blocks] == [True, False, False]
    assert mail_document(bytes(message(html=html)), address="m.eml").text.startswith("The gates of the dam")


def test_attachments_are_not_read() -> None:
    mail = message("The gates are closed.")
    mail.add_attachment("The gates are open.", filename="other.txt")
    mail.add_attachment(message("The mill is open."))
    assert mail_document(bytes(mail), address="m.eml").text == "The gates are closed."


def test_other_and_unknown_encodings_are_read() -> None:
    mail = message("The Véria dam is closed.")
    mail.set_content("The Véria dam is closed.", charset="iso-8859-1", cte="quoted-printable")
    assert mail_document(bytes(mail), address="m.eml").text == "The Véria dam is closed."
    odd = bytes(mail).replace(b"iso-8859-1", b"x-unheard-of").replace(b"V=E9ria", b"Veria")
    assert mail_document(odd, address="m.eml").text == "The Veria dam is closed."


@pytest.mark.parametrize(
    ("content", "message_"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4 is no mail", "is no e-mail"),
        (b"\x00" * 100, "is no e-mail"),
        (bytes(message("> It is open.\n")), "no words of its sender's own"),
        (b"Subject: x\nContent-Type: image/png\n\nxx", "no words of its sender's own"),
    ],
    ids=["empty", "pdf", "nuls", "quoted", "picture"],
)
def test_a_file_that_is_not_a_message_is_refused_with_the_remedy(
    tmp_path: Path, content: bytes, message_: str
) -> None:
    path = write_file(tmp_path, "m.eml", content)
    with pytest.raises(ReadError, match=message_) as caught:
        read_file(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def nested(depth: int, kind: bytes = b"multipart/mixed") -> bytes:
    parts = b"Subject: x\n"
    for level in range(depth):
        if kind == b"message/rfc822":
            parts += b"Content-Type: message/rfc822\n\n"
        else:
            parts += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (level, level)
    return parts + b"Content-Type: text/plain\n\nIt is shut."


HOSTILE = {
    "parts": nested(90),
    "messages": nested(90, b"message/rfc822"),
    "lines": nested(90) + b"\n--x" * 100_000,
    "comments": b"From: " + b"(" * 100_000 + b"\nSubject: " + b"=?" * 100_000 + b"\n\nIt is shut.",
    "addresses": b"From: " + b"a@b.example, " * 20_000 + b"\n\nIt is shut.",
    "type": b"Subject: x\nContent-Type: text/plain; " + b"a=b; " * 50_000 + b"\n\nIt is shut.",
    "date": b"Date: " + b"9" * 50_000 + b"\n\nIt is shut.",
    "year": b"Date: Tue, 05 Mar 99999 23:30:00 +9999\n\nIt is shut.",
    "wrote": b"Subject: x\n\n" + b"On " * 200_000 + b"\n" + b"From: a\n" * 50_000 + b"> x\n" * 100_000,
    "nul": b"Subject: x\n\nIt is\0 shut.",
    "html": b"Subject: x\nContent-Type: text/html\n\n" + b"<b>" * 40_000 + b"It is shut.",
}


@pytest.mark.slow
@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_messages_are_read_or_refused_within_seconds(content: bytes) -> None:
    start = process_time()
    document = read_or_refuse(mail_document, content, "m.eml")
    assert document is None or "\0" not in document.text
    assert process_time() - start < 5


def test_a_message_truncated_anywhere_is_read_or_refused() -> None:
    whole = bytes(message(html="<p>The gates are closed, the minister said.</p>"))
    for end in range(1, len(whole), 23):
        document = read_or_refuse(mail_document, whole[:end], "m.eml")
        assert document is None or document.text


def test_the_number_of_parts_is_limited() -> None:
    with pytest.raises(TooLargeError, match="parts; at most 100 are read"):
        mail_document(nested(limits.MAX_MESSAGE_PARTS + 1), address="m.eml")


def test_a_mailbox_gives_its_messages_except_those_without_text(tmp_path: Path) -> None:
    bodies = ["The gates are closed.", "> Open?", "From where we stand\n\nFrom here they look open."]
    content = b"".join(
        b"From press@water.example Tue Mar  5 10:00:00 2024\n"
        + bytes(message(body))
        .replace(b"\nFrom where", b"\n>From where")
        .replace(b"\nFrom here", b"\n>From here")
        + b"\n"
        for body in bodies
    )
    path = write_file(tmp_path, "box.mbox", content)
    first, third = read_file(path)
    assert first.text == "The gates are closed."
    assert third.text == "From where we stand\n\nFrom here they look open."
    assert [first.address, third.address] == [f"{path}#1", f"{path}#3"]


def test_a_file_that_is_not_a_mailbox_and_too_many_messages_are_refused() -> None:
    with pytest.raises(ReadError, match="is no mbox file"):
        mailbox_documents(bytes(message()), address="box.mbox")
    with pytest.raises(ReadError, match="no words of its sender's own"):
        mailbox_documents(b"From x\n" + bytes(message("> Open?")), address="box.mbox")
    with pytest.raises(TooLargeError, match="1,001 messages or more; at most 1,000"):
        mailbox_documents(b"From x\nA: b\n\nIt.\n\n" * 1001, address="box.mbox")


def test_a_mailbox_with_crlf_is_split_only_after_blank_lines() -> None:
    one = b"From x\r\nSubject: a\r\n\r\nThe gates are closed.\r\nFrom here they look shut.\r\n\r\n"
    documents = mailbox_documents(one * 2, address="box.mbox")
    assert [document.text for document in documents] == [
        "The gates are closed.\nFrom here they look shut."
    ] * 2


@pytest.mark.slow
@pytest.mark.parametrize("line", [b"From \n", b"\nFrom x\n", b"x\nFrom y\n"])
def test_many_from_lines_are_read_or_refused_within_seconds(line: bytes) -> None:
    content = b"From x\nA: b\n\nIt is shut.\n" + line * (4_000_000 // len(line))
    start = process_time()
    read_or_refuse(mailbox_documents, content, "box.mbox")
    assert process_time() - start < 5
