"""Files that cannot be read as a workbook at all, each saying what to do."""

from collections.abc import Iterable

from terms.refusals import Refusal


class UnreadableFile(Refusal):
    """The file as a whole is refused before any row was read."""

    code = "UNREADABLE_FILE"
    zh = "文件无法读取。"
    en = "The file cannot be read."


class FileTooLarge(UnreadableFile):
    """The file, or what it unpacks to, is larger than the service reads."""

    code = "FILE_TOO_LARGE"
    zh = "文件过大（{size}，上限{limit}）。请删除图片和空白的带格式行，或按表分成几个文件。"
    en = "The file is too large ({size}, at most {limit}). Delete pictures and blank formatted rows, or split it."

    def __init__(self, *, size: str, limit: str) -> None:
        super().__init__()
        self.size = size
        self.limit = limit


class TooMany(UnreadableFile):
    """The file holds more rows, cells, sheets or merged areas than the service reads."""

    code = "TOO_MANY_IN_FILE"
    zh = "文件中的{things_zh}过多（上限{limit}）。请删除空白的带格式行，或按表分成几个文件。"
    en = "The file has too many {things_en} (at most {limit}). Delete blank formatted rows, or split it by sheet."

    def __init__(self, *, things_zh: str, things_en: str, limit: int) -> None:
        super().__init__()
        self.things_zh = things_zh
        self.things_en = things_en
        self.limit = limit


class EmptyFile(UnreadableFile):
    """The file holds nothing."""

    code = "EMPTY_FILE"
    zh = "文件是空的。"
    en = "The file is empty."


class OldExcelFormat(UnreadableFile):
    """An .xls of Excel 97-2003."""

    code = "OLD_EXCEL_FORMAT"
    zh = "这是旧版Excel文件（.xls），请在Excel或WPS中另存为.xlsx后再导入。"
    en = "This is an old Excel file (.xls): save it as .xlsx in Excel or WPS and import that."


class EncryptedWorkbook(UnreadableFile):
    """A workbook that opens only with a password."""

    code = "ENCRYPTED_WORKBOOK"
    zh = "文件设有打开密码，请取消密码后再导入。"
    en = "The file is protected by a password: remove the password and import it again."


class DamagedWorkbook(UnreadableFile):
    """A workbook whose parts are missing, cut off or not what they claim to be."""

    code = "DAMAGED_WORKBOOK"
    zh = "文件已损坏或内容不完整，请在Excel或WPS中打开并另存为.xlsx后再导入。"
    en = "The file is damaged or incomplete: open it in Excel or WPS, save it as .xlsx and import that."


class NotAWorkbook(UnreadableFile):
    """A document, picture, web page or other file that is no workbook."""

    code = "NOT_A_WORKBOOK"
    zh = "这不是电子表格（识别为{found}），请提供.xlsx或.csv文件。"
    en = "This is no spreadsheet (it looks like {found}): give an .xlsx or .csv file."

    def __init__(self, *, found: str) -> None:
        super().__init__()
        self.found = found


class UnknownEncoding(UnreadableFile):
    """A text file that is neither UTF-8 nor GB18030."""

    code = "UNKNOWN_ENCODING"
    zh = "文本既不是UTF-8也不是GBK编码，请另存为“CSV UTF-8”或.xlsx。"
    en = "The text is neither UTF-8 nor GBK: save it as “CSV UTF-8” or .xlsx."


class NoKnownSheet(UnreadableFile):
    """No sheet has the headers of any sheet of the template."""

    code = "NO_KNOWN_SHEET"
    zh = "没有可识别的表（文件中有：{found}）。请参照模板，表名为：{known}。"
    en = "No sheet was recognised (the file has: {found}). See the template; its sheets are: {known}."

    def __init__(self, *, found: Iterable[str], known: Iterable[str]) -> None:
        super().__init__()
        self.found = "、".join(found)
        self.known = "、".join(known)
