"""Options of the files that findings are written to."""

from attrs import frozen

from narratives.findings import By


@frozen(kw_only=True)
class Choices:
    """Options for writing a file; each format uses the options that apply to it.

    Attributes:
        table: for CSV and Parquet: "assertions", "relations", "disputes", "matrix", "speakers" or
            "decisions".
        by: for pictures: one frame per "party" or per "dispute".
        everything: for pictures: draw assertions without relations too.
        texts: for formats that can be loaded: include the texts of the documents. They may be under
            copyright; without them, a page made from the file cannot show the article.
        overwrite: replace an existing file.
    """

    table: str = "relations"
    by: By = "party"
    everything: bool = False
    texts: bool = False
    overwrite: bool = False
