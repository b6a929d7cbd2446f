"""All that is held on one person, with why and how long (个人信息查阅), as the law on personal information gives it."""

from datetime import date
from typing import Annotated

import strawberry

from resolvers import personal_file as files
from resolvers.personal_file import WITHHELD, PersonalFile, PersonalSection, PersonalValue
from schema.context import Info
from schema.words import Word


@strawberry.type(name="PersonalValue", description="One thing that is held on the person (一项个人信息).")
class PersonalValueType:
    """See ``resolvers.personal_file.PersonalValue``."""

    value: strawberry.Private[PersonalValue]

    @strawberry.field(description="What it is (项目).")
    def what(self) -> Word:
        """Name the column."""
        return Word(code=self.value.column, zh=self.value.zh, en=self.value.column.replace("_", " "))

    @strawberry.field(description="What it says (内容), with *** where it is masked; null where nothing is on record.")
    def text(self) -> str | None:
        """Tell the value."""
        return self.value.text

    @strawberry.field(description="For what it is held (处理目的).")
    def purpose(self) -> Word:
        """Tell the purpose."""
        return Word.of(self.value.holding.purpose)

    @strawberry.field(description="How carefully it is kept (信息类别).")
    def sensitivity(self) -> Word:
        """Tell the class."""
        return Word.of(self.value.holding.data_class)

    @strawberry.field(description="The law under which it is held (法律依据).")
    def basis(self) -> Word:
        """Tell the law."""
        return Word.of(self.value.holding.basis)

    @strawberry.field(description="How long it is kept (保存期限).")
    def keeping(self) -> Word:
        """Tell how long."""
        return Word.of(self.value.holding.keeping)

    @strawberry.field(description="The days of that, by the county's policy (保存天数); null where it goes by no days.")
    def days(self) -> int | None:
        """Tell the days."""
        return self.value.days

    @strawberry.field(description="How it is corrected if it is wrong (更正方式).")
    def correcting(self) -> Word:
        """Tell the way."""
        return Word.of(self.value.holding.correcting)


@strawberry.type(name="PersonalRow", description="One record of the person (一条记录).")
class PersonalRowType:
    """A row as it is told."""

    row: strawberry.Private[tuple[PersonalValue, ...]]

    @strawberry.field(description="What it holds, in a fixed order (各项内容).")
    def values(self) -> list[PersonalValueType]:
        """List the values."""
        return [PersonalValueType(value=value) for value in self.row]


@strawberry.type(name="PersonalSection", description="The records of one kind (一类记录).")
class PersonalSectionType:
    """See ``resolvers.personal_file.PersonalSection``."""

    section: strawberry.Private[PersonalSection]

    @strawberry.field(description="Which kind it is (类别).")
    def what(self) -> Word:
        """Name the table."""
        return Word(code=self.section.table, zh=self.section.zh, en=self.section.table.replace("_", " "))

    @strawberry.field(description="The records, oldest first, corrected ones included (记录).")
    def rows(self) -> list[PersonalRowType]:
        """List the rows."""
        return [PersonalRowType(row=row) for row in self.section.rows]


@strawberry.type(name="PersonalFile", description="What is held on one person, as it may be told (个人信息查阅结果).")
class PersonalFileType:
    """See ``resolvers.personal_file.PersonalFile``."""

    file: strawberry.Private[PersonalFile]

    @strawberry.field(description="The number of the person (人员编号).")
    def person_number(self) -> str:
        """Tell the number."""
        return self.file.person_number

    @strawberry.field(description="The day on which the file was made (生成日期).")
    def made_on(self) -> date:
        """Tell the day."""
        return self.file.made_on

    @strawberry.field(description="Whether what is sensitive is told in full (是否未遮盖).")
    def in_full(self) -> bool:
        """Tell whether nothing sensitive is masked."""
        return self.file.in_full

    @strawberry.field(description="Every kind of record in a fixed order, those without any too (各类记录).")
    def sections(self) -> list[PersonalSectionType]:
        """List the sections."""
        return [PersonalSectionType(section=section) for section in self.file.sections]

    @strawberry.field(description="What every file leaves out, always in these words (不予告知的内容).")
    def withheld(self) -> list[Word]:
        """List what is left out."""
        return [Word.of(each) for each in WITHHELD]


@strawberry.type
class PersonalFileQuery:
    """Questions about what is held on people."""

    @strawberry.field(
        description="What is held on a person (个人信息查阅), for herself or for the county; each look is on record."
    )
    async def personal_file(
        self,
        info: Info,
        person_number: Annotated[str, strawberry.argument(description="The number of the person (人员编号).")],
        reason: Annotated[
            str | None,
            strawberry.argument(
                description="Why the county needs it unmasked, 1 to 500 characters (理由); masked if null."
            ),
        ] = None,
    ) -> PersonalFileType:
        """Show the file."""
        caller = info.context.caller
        return PersonalFileType(file=await files.personal_file(caller, person_number=person_number, reason=reason))
