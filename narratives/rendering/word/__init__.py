"""The report as a Word document."""

from narratives.errors import MissingExtraError
from narratives.findings import Findings
from narratives.rendering.report.outline import outline


def word(findings: Findings, *, version: str) -> bytes:
    """The findings as a DOCX file, with a table a point and the printed words as notes at the end.

    The file names no author and no day, so that the same findings give the same bytes within one version
    of python-docx.

    Args:
        version: of the package, for the end of the report.

    Raises:
        MissingExtraError: the ``documents`` extra is not installed.
    """
    report = outline(findings, version=version)
    try:
        import docx  # noqa: F401 - whether it is there
    except ImportError as error:
        raise MissingExtraError("a Word document needs: pip install 'narratives[documents]'") from error
    from narratives.rendering.word.body import Body
    from narratives.rendering.word.package import empty_document, packed

    document = empty_document(report.title)
    Body(document).write(report)
    return packed(document)


__all__ = ["word"]
