"""Kin, social ties and interests between people, organs and cases."""

from terms.term import Term


class KinEdge(Term):
    """A primitive edge of a family tree, read "the first is the ... of the second"."""

    SPOUSE = "SPOUSE", "配偶", "spouse of"
    PARENT = "PARENT", "父母", "parent of"
    ADOPTIVE_PARENT = "ADOPTIVE_PARENT", "养父母", "adoptive parent of"
    STEP_PARENT = "STEP_PARENT", "继父母", "step-parent of"


class Kinship(Term):
    """A relation as people declare it, read "the relative is the person's ..."; unknown people may stand between."""

    SPOUSE = "SPOUSE", "配偶", "spouse"
    PARENT = "PARENT", "父母", "parent"
    CHILD = "CHILD", "子女", "child"
    SIBLING = "SIBLING", "兄弟姐妹", "sibling"
    HALF_SIBLING = "HALF_SIBLING", "同父异母或同母异父兄弟姐妹", "half sibling"
    GRANDPARENT = "GRANDPARENT", "祖父母、外祖父母", "grandparent"
    GRANDCHILD = "GRANDCHILD", "孙子女、外孙子女", "grandchild"
    GREAT_GRANDPARENT = "GREAT_GRANDPARENT", "曾祖父母、外曾祖父母", "great-grandparent"
    GREAT_GRANDCHILD = "GREAT_GRANDCHILD", "曾孙子女、外曾孙子女", "great-grandchild"
    UNCLE_AUNT = "UNCLE_AUNT", "伯叔姑舅姨", "uncle or aunt"
    NEPHEW_NIECE = "NEPHEW_NIECE", "侄子女、甥子女", "nephew or niece"
    COUSIN = "COUSIN", "堂、表兄弟姐妹", "first cousin"
    PARENT_IN_LAW = "PARENT_IN_LAW", "配偶的父母", "parent-in-law"
    CHILD_IN_LAW = "CHILD_IN_LAW", "女婿、儿媳", "child-in-law"
    SPOUSES_SIBLING = "SPOUSES_SIBLING", "配偶的兄弟姐妹", "spouse's sibling"
    SIBLINGS_SPOUSE = "SIBLINGS_SPOUSE", "兄弟姐妹的配偶", "sibling's spouse"
    SPOUSES_SIBLINGS_SPOUSE = "SPOUSES_SIBLINGS_SPOUSE", "连襟、妯娌", "spouse's sibling's spouse"
    CHILDS_PARENT_IN_LAW = "CHILDS_PARENT_IN_LAW", "亲家", "child's parent-in-law"
    UNCLE_AUNTS_SPOUSE = "UNCLE_AUNTS_SPOUSE", "伯母、婶、姑父、舅母、姨父", "spouse of an uncle or aunt"
    NEPHEW_NIECES_SPOUSE = "NEPHEW_NIECES_SPOUSE", "侄媳、侄女婿、甥媳、甥女婿", "spouse of a nephew or niece"
    COUSINS_SPOUSE = "COUSINS_SPOUSE", "堂、表兄弟姐妹的配偶", "spouse of a first cousin"
    SPOUSES_UNCLE_AUNT = "SPOUSES_UNCLE_AUNT", "配偶的伯叔姑舅姨", "spouse's uncle or aunt"
    SPOUSES_NEPHEW_NIECE = "SPOUSES_NEPHEW_NIECE", "配偶的侄子女、甥子女", "spouse's nephew or niece"
    SPOUSES_COUSIN = "SPOUSES_COUSIN", "配偶的堂、表兄弟姐妹", "spouse's first cousin"
    SPOUSES_GRANDPARENT = "SPOUSES_GRANDPARENT", "配偶的祖父母、外祖父母", "spouse's grandparent"
    DISTANT = "DISTANT", "远亲", "distant kin"
    EX_SPOUSE = "EX_SPOUSE", "前配偶", "former spouse"
    PARTNER = "PARTNER", "未婚夫妻、恋人或特定关系人", "fiancé(e), partner or specially related person"


class SocialTieKind(Term):
    """A tie that is not of kin."""

    CLASSMATE = "CLASSMATE", "同学", "classmate"
    COMRADE = "COMRADE", "战友", "comrade in arms"
    TEACHER = "TEACHER", "师生", "teacher and student"
    FRIEND = "FRIEND", "朋友", "friend"
    TOWNSMAN = "TOWNSMAN", "老乡", "fellow townsman"
    GRUDGE = "GRUDGE", "恩怨", "past dispute"
    LENDER = "LENDER", "借贷", "loan"
    PARTNER = "PARTNER", "合伙经营", "business partner"


class InterestKind(Term):
    """An interest of a person in an organ or in a matter."""

    SHARES = "SHARES", "持股", "shares"
    CONTRACT = "CONTRACT", "合同往来", "contract"
    LOAN = "LOAN", "借贷", "loan"
    TENANCY = "TENANCY", "租赁", "tenancy"
    LAND = "LAND", "土地或补偿受益", "land or compensation"
    LITIGATION = "LITIGATION", "诉讼", "litigation"
    OTHER = "OTHER", "其他利害关系", "other interest"


class FactOrigin(Term):
    """How the service came to know a tie or an interest."""

    DECLARED = "DECLARED", "本人申报", "declared by the person"
    ASSERTED = "ASSERTED", "他人反映", "asserted by somebody else"
    REGISTERED = "REGISTERED", "组织登记", "on file with an organ"


class PlaceTieKind(Term):
    """How a person belongs to a village or a township (R17)."""

    NATIVE = "NATIVE", "原籍", "native place"
    GREW_UP = "GREW_UP", "成长地", "grew up there"
    RESIDES = "RESIDES", "居住地", "lives there"
    MARITAL = "MARITAL", "婚嫁地", "home of the spouse's family"


class IncidentKind(Term):
    """An entry of the register of contacts and interference (JCF24 art. 66, TL25 art. 294)."""

    CONTACT = "CONTACT", "违规接触", "improper contact"
    BANQUET = "BANQUET", "接受宴请", "accepted a banquet"
    GIFT = "GIFT", "收受财物", "accepted a gift"
    BORROWED = "BORROWED", "借用款物", "borrowed money or goods"
    INQUIRED = "INQUIRED", "打听案情", "asked about the case"
    MEDDLED = "MEDDLED", "过问案件", "meddled in the case"
    PLEADED = "PLEADED", "说情干预", "pleaded for somebody"


class DutyKind(Term):
    """What a person did about a case or a unit outside investigation."""

    PETITION_RECEPTION = "PETITION_RECEPTION", "信访接访", "received the petitioner"
    PETITION_IN_CHARGE = "PETITION_IN_CHARGE", "信访包案", "was in charge of the petition"
    INSPECTION = "INSPECTION", "巡察", "inspected the unit"
    ASSESSMENT = "ASSESSMENT", "考核", "assessed the unit"
