"""Strings that try to be more than text, in every form that we write; and findings full of one of them."""

from attrs import evolve

from narratives.copies import Copies
from narratives.decisions import Decision, Mark, Review, StatementKey, Subject, Unmatched
from narratives.findings import Findings, Suggestion, Voice
from narratives.model import Account, Assertion, Document, Party, Source, Span, Stance
from narratives.verdict import Dispute, Reason, ReasonKind, Relation, Verdict

_PAYLOADS = [
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1>",
    "<svg><animate onbegin=window.hit=1 attributeName=x dur=1s>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<iframe src=http://evil.example/></iframe>",
    "<link rel=stylesheet href=http://evil.example/x.css>",
    "<style>@import 'http://evil.example/x.css';</style>",
    "<body onload=window.hit=1>",
    "<details open ontoggle=window.hit=1>",
    "<video><source onerror=window.hit=1></video>",
    "<input autofocus onfocus=window.hit=1>",
    "<form action=http://evil.example/><button>go</button></form>",
    "<object data=http://evil.example/></object>",
    "<embed src=http://evil.example/>",
    "<base href=http://evil.example/>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'>",
    "<a href=javascript:window.hit=1>go</a>",
    "<math><mtext><img src=x onerror=window.hit=1></mtext></math>",
    "<template><script>window.hit=1</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=window.hit=1>'>",
    "<marquee onstart=window.hit=1>x</marquee>",
    "<b onmouseover=window.hit=1>bold</b>",
]
_WAYS_OUT = [
    "",
    '">',
    "'>",
    "</title>",
    "</script>",
    "</style>",
    "</textarea>",
    "-->",
    "]]>",
    "</q></mark></p></div>",
]
_OTHERS = [
    # entities
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "&#60;img src=x onerror=window.hit=1&#62;",
    "&amp;lt;b&amp;gt;",
    "&quot; onmouseover=window.hit=1 x=&quot;",
    "&#x3c;svg/onload=window.hit=1&#x3e;",
    "&notanentity; &",
    "&#0; &#xD800;",
    # attributes
    '" onclick="window.hit=1',
    "' onclick='window.hit=1",
    "x onclick=window.hit=1 y",
    '" style="background:url(//evil.example)',
    '" id="points',
    '" srcdoc="<script>window.hit=1</script>',
    "` onclick=window.hit=1 `",
    # templates
    "{{ 7*7 }}",
    "{{ view.__class__.__mro__ }}",
    "{% import os %}",
    "{% raw %}",
    "{# x #}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{{ ''.__class__ }}",
    "%(title)s",
    "{0.__class__}",
    "$title $$",
    # addresses
    "javascript:window.hit=1",
    "JaVaScRiPt:window.hit=1",
    "java\tscript:window.hit=1",
    " javascript:window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example/x",
    'http://evil.example/"onmouseover="window.hit=1',
    "https://user:pass@evil.example/",
    "blob:http://evil.example/1",
    "http://evil.example/<script>",
    "https://[::1",
    "ftp://evil.example/",
    # lines, directions, controls
    "a\u2028window.hit=1//",
    "a\u2029b",
    "\u202eexe.txt",
    "\u2066hidden\u2069",
    "\u200fright\u200e",
    "\u061cmark",
    "a\x00b",
    "<scr\x00ipt>window.hit=1</script>",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "bell\x07",
    "back\x08space",
    "a\rb",
    "a\nb",
    "a\r\n\r\nb",
    "tab\tbed",
    "\ufeffmark",
    "zero\u200bwidth",
    "\x85next",
    "\x7fdelete",
    "\uffff",
    "\ufdd0",
    "a\x0bb\x0cc",
    "e\u0301\u0301\u0301",
    "\U0001f3d4 peak",
    "\U000e0041tag",
    # DOT
    '"]; evil [label="x"]; "',
    "\\",
    '\\"',
    "\\N \\G \\L \\E",
    "<<B>bold</B>>",
    "} digraph evil {",
    '"; image="/etc/passwd"; "',
    "a -- b",
    "//",
    "/* */",
    "# x",
    '" URL="javascript:window.hit=1',
    "{a|b}",
    "<TABLE><TR><TD>x</TD></TR></TABLE>",
    # CSV
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    '=HYPERLINK("http://evil.example/","x")',
    '","evil","',
    'a"b',
    "a;b",
    "a,b",
    # XML
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>",
    "<![CDATA[x]]>",
    "<?xml version='1.0'?>",
    "&e;",
    "</data></node><node>",
    "<!-- x",
    "xmlns='http://evil.example/'",
    "]]&gt;",
    # Markdown, Mermaid, Argdown
    "`code`",
    "```",
    "**bold**",
    "[go](javascript:window.hit=1)",
    "![x](http://evil.example/x.png)",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "| a | b |",
    "%%{init: {'theme':'x'}}%%",
    'click a href "javascript:window.hit=1"',
    "end",
    "subgraph x",
    "a-->b",
    "]; b[",
    "style a fill:red",
    "[id]: text",
    "<id>: text",
    "+ <x>",
    "===",
    "{isInGroup: true}",
    "#tag",
    "(1) premise",
    "----",
    "@[x]",
    "\\[",
    "~~x~~",
    "---\ntitle: x\n---",
    "_ <- x",
    "><",
    # JSON, YAML, JSON-LD
    '"}, {"@id": "x"}',
    "\\u0000",
    "\\ud800",
    '", "evil": "',
    "@context",
    "@id",
    "@type",
    "_:b0",
    "urn:x",
    "http://schema.org/",
    "!!python/object:os.system",
    "*alias",
    "&anchor",
    "no",
    "null",
    "{}",
    "[]",
    "~",
    # long
    "x" * 3000,
    "<b>" * 400,
    '"' * 300,
    "a b " * 500,
]

HOSTILE = tuple(dict.fromkeys([way + payload for payload in _PAYLOADS for way in _WAYS_OUT] + _OTHERS))
"""Over 300 strings; none of them blank."""


def findings_of(text: str) -> Findings:
    """Findings in which the text is every name, sentence, title, label and note."""
    said = f"{text} is one thing. {text} is another. {text}"
    document = Document(said, title=text, outlet=text, address=text)
    half = len(text) + len(" is one thing.")
    spans = (Span(document=document.id, start=0, end=half),)
    later = (Span(document=document.id, start=half + 1, end=len(said)),)
    a = _account(f"A {text}", text, spans, said[:half])
    b = _account(f"{text} B", text, later, said[half + 1 :], stance=Stance.DENIES)
    c = _account(f"C {text}", f"And {text}", later, said[half + 1 :])
    reason = Reason(kind=ReasonKind.NEGATION, a=text, b=text, note=text, a_spans=spans, b_spans=later)
    told = (
        (a, b, Relation.CONTRADICTION, 0.9),
        (a, c, Relation.EQUIVALENCE, 0.8),
        (b, c, Relation.DISTINCT, 0.7),
    )
    clash, same, apart = (
        Verdict(
            a=one.assertions[0],
            b=other.assertions[0],
            relation=relation,
            probability=probability,
            reasons=(reason,),
            judge=text,
        )
        for one, other, relation, probability in told
    )
    return Findings(
        accounts=(a, b, c),
        verdicts=(clash, same, apart),
        disputes=(Dispute(label=text, verdicts=(clash,)),),
        not_compared=1,
        documents=(document,),
    )


def decided_findings_of(text: str) -> Findings:
    """As `findings_of`, with the text also in voices, other places, copies, warnings and decisions."""
    found = findings_of(text)
    first, second, third = (account.assertions[0] for account in found.accounts)
    other, set_aside = (evolve(first, text=f"{text} {n}", party=None) for n in ("again", "aside"))
    elsewhere = Document(f"{text}, says another", title=text, outlet=f"{text} 2", address=text)
    other = evolve(other, also=(evolve(other, spans=(Span(document=elsewhere.id, start=0, end=len(text)),)),))
    key = StatementKey.of(set_aside)
    decision = Decision(on=Subject.STATEMENT, mark=Mark.WRONG, statements=(key,), by=text, at=text, note=text)
    speaker = Decision(on=Subject.SPEAKER, mark=Mark.PARTY, value=text, speaker=text, by=text)
    reworded = Decision(on=Subject.STATEMENT, mark=Mark.REWORDED, value=text, statements=(key,))
    same = Decision(on=Subject.SPEAKER, mark=Mark.SAME, value=f"{text} x", speaker=text, by=text)
    one = Decision(on=Subject.PARTY, mark=Mark.SAME, value=f"{text} x", party=text, note=text)
    return evolve(
        found,
        voices=(
            Voice(name=text, why=text, assertions=(other,), suggestion=Suggestion(party=text, why=text)),
        ),
        documents=(*found.documents, elsewhere),
        copies=(
            Copies(
                documents=(found.documents[0].id, elsewhere.id),
                containment=(0.9,),
                resemblance=(0.8,),
                why=text,
            ),
        ),
        warnings=(text,),
        reviews=(
            Review(decisions=(decision,), before=set_aside, after=None),
            Review(decisions=(reworded, decision), before=second, after=second, open=True),
            Review(decisions=(speaker,), before=found.verdicts[0], after=found.verdicts[0]),
            Review(decisions=(speaker, same, one), before=third, after=third),
        ),
        unmatched=(Unmatched(decision=speaker, why=text),),
    )


def _account(
    name: str, text: str, spans: tuple[Span, ...], quote: str, *, stance: Stance = Stance.ASSERTS
) -> Account:
    source = Source(name=text, mention=text, via=(text,))
    assertion = Assertion(
        text=text, quote=quote, party=Party(name).name, source=source, cue=text, stance=stance, spans=spans
    )
    return Account(Party(name, (text,)), (assertion,))
