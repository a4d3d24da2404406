"""The report as a Word document."""

from narratives.errors import MissingExtraError
from narratives.findings import Findings
from narratives.rendering.report.outline import outline


def word(findings: Findings, *, version: str) -> bytes:
    """Return the findings as a DOCX file, with tables for each point and the quotations as notes at the end.

    The file contains no author and no date, so that the same findings give the same bytes within one version
    of python-docx.

    Args:
        version: of the package, shown at the end of the report.

    Raises:
        MissingExtraError: the ``documents`` extra is not installed.
    """
    report = outline(findings, version=version)
    try:
        import docx  # noqa: F401 - checks that it is installed
    except ImportError as error:
        raise MissingExtraError("a Word document needs: pip install 'narratives[documents]'") from error
    from narratives.rendering.word.body import Body
    from narratives.rendering.word.package import docx_bytes, empty_document

    document = empty_document(report.title)
    Body(document).write(report)
    return docx_bytes(document)


__all__ = ["word"]
