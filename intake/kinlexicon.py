"""The dictionary behind ``kinwords``: data only. Keys such as ``m-`` give the sex of the person and of the other."""

from terms.ties import KinEdge, Kinship

EDGES: dict[KinEdge, dict[str, str]] = {
    KinEdge.SPOUSE: {
        "--": "夫妻 爱人 夫妇 伴侣",
        "fm": "丈夫 老公 夫",
        "mf": "妻子 老婆 妻 太太 夫人",
    },
    KinEdge.PARENT: {
        "-m": "父亲 父 爸爸 爸 爹 生父 亲生父亲",
        "-f": "母亲 母 妈妈 妈 娘 生母 亲生母亲",
        "-mv": "儿子 子 儿 亲生儿子 长子 次子 三子 独子 幼子 犬子",
        "-fv": "女儿 女 闺女 亲生女儿 长女 次女 三女 独女 幼女 千金",
        "--v": "子女 孩子 儿女",
    },
    KinEdge.ADOPTIVE_PARENT: {
        "-m": "养父 养爸",
        "-f": "养母 养妈",
        "-mv": "养子",
        "-fv": "养女",
        "--v": "养子女",
    },
    KinEdge.STEP_PARENT: {
        "-m": "继父 后爸 后爹 后父",
        "-f": "继母 后妈 后娘 后母",
        "-mv": "继子",
        "-fv": "继女",
        "--v": "继子女",
    },
}

ASSERTED: dict[Kinship, dict[str, str]] = {
    Kinship.SIBLING: {
        "--": "兄妹 姐弟 同胞 兄弟姊妹 姊妹",
        "-m": "哥哥 哥 兄 兄长 胞兄 兄弟 弟兄 亲兄弟 弟弟 弟 胞弟 养兄 养弟",
        "-f": "姐姐 姐 姊 胞姐 姐妹 亲姐妹 妹妹 妹 胞妹 养姐 养妹",
    },
    Kinship.HALF_SIBLING: {
        "--": "同父异母 同母异父 同父异母兄弟姐妹 同母异父兄弟姐妹",
        "-m": "同父异母哥哥 同父异母弟弟 同母异父哥哥 同母异父弟弟 同父异母兄弟 同母异父兄弟",
        "-f": "同父异母姐姐 同父异母妹妹 同母异父姐姐 同母异父妹妹 同父异母姐妹 同母异父姐妹",
    },
    Kinship.GRANDPARENT: {
        "-m": "爷爷 祖父 外公 姥爷 外祖父",
        "-f": "奶奶 祖母 外婆 姥姥 外祖母",
        "--": "祖父母 外祖父母",
    },
    Kinship.GRANDCHILD: {
        "-m": "孙子 外孙 孙 外孙子",
        "-f": "孙女 外孙女",
        "--": "孙子女 外孙子女",
    },
    Kinship.GREAT_GRANDPARENT: {
        "-m": "曾祖父 外曾祖父 曾外祖父 太爷爷 太姥爷 太外公 老太爷",
        "-f": "曾祖母 外曾祖母 曾外祖母 太奶奶 太姥姥 太外婆",
        "--": "曾祖父母 外曾祖父母",
    },
    Kinship.GREAT_GRANDCHILD: {
        "-m": "曾孙 曾孙子 外曾孙 曾外孙 重孙 重孙子 重外孙",
        "-f": "曾孙女 外曾孙女 曾外孙女 重孙女 重外孙女",
        "--": "曾孙子女 外曾孙子女",
    },
    Kinship.UNCLE_AUNT: {
        "-m": "伯父 伯伯 伯 叔父 叔叔 叔 舅舅 舅父 舅 娘舅",
        "-f": "姑姑 姑母 姑妈 姑 姨母 姨妈 姨 姨娘",
    },
    Kinship.NEPHEW_NIECE: {
        "-m": "侄子 侄儿 侄 外甥 甥 外甥子",
        "-f": "侄女 外甥女 甥女",
        "--": "侄子女 甥子女 外甥子女",
    },
    Kinship.COUSIN: {
        "-m": "堂哥 堂兄 堂弟 表哥 表兄 表弟 堂兄弟 表兄弟 叔伯兄弟 姑表哥 姑表弟 姨表哥 姨表弟 "
        "舅表哥 舅表弟 从兄 从弟",
        "-f": "堂姐 堂妹 表姐 表妹 堂姐妹 表姐妹 叔伯姐妹 姑表姐 姑表妹 姨表姐 姨表妹 舅表姐 舅表妹",
        "--": "堂亲 表亲 堂兄妹 堂姐弟 表兄妹 表姐弟 姑表亲 姨表亲 堂兄弟姐妹 表兄弟姐妹",
    },
    Kinship.PARENT_IN_LAW: {
        "mm": "岳父 岳丈 老丈人 丈人 泰山",
        "mf": "岳母 丈母娘 丈母",
        "fm": "公公 家公",
        "ff": "婆婆 家婆",
        "m-": "岳父母",
        "f-": "公婆",
    },
    Kinship.CHILD_IN_LAW: {
        "-m": "女婿 闺女婿 乘龙快婿",
        "-f": "儿媳 儿媳妇",
    },
    Kinship.SPOUSES_SIBLING: {
        "mm": "大舅子 小舅子 舅子 大舅哥 二舅哥 舅哥 小舅弟 内兄 内弟 妻兄 妻弟 妻舅 大舅兄 舅兄 舅弟",
        "mf": "大姨子 小姨子 姨子 大姨姐 姨姐 姨妹 妻姐 妻妹 内姐 内妹",
        "fm": "大伯子 小叔子 大伯哥 叔子 夫兄 夫弟 大伯兄",
        "ff": "大姑子 小姑子 大姑姐 姑子 夫姐 夫妹 姑姐",
    },
    Kinship.SIBLINGS_SPOUSE: {
        "-m": "姐夫 妹夫 姊夫 妹婿 姐丈",
        "-f": "嫂子 嫂嫂 嫂 兄嫂 弟媳 弟媳妇 弟妇 哥嫂",
    },
    Kinship.SPOUSES_SIBLINGS_SPOUSE: {
        "mm": "连襟 连桥 担挑 一担挑 挑担 连衿 襟兄 襟弟 两乔",
        "ff": "妯娌",
        "mf": "内嫂 舅嫂 舅母嫂 内弟媳 小舅媳妇",
        "fm": "姑姐夫 姑夫哥 大姑姐夫",
    },
    Kinship.CHILDS_PARENT_IN_LAW: {
        "--": "亲家 儿女亲家",
        "-m": "亲家公 亲家翁 男亲家",
        "-f": "亲家母 亲家婆 女亲家",
    },
    Kinship.UNCLE_AUNTS_SPOUSE: {
        "-m": "姑父 姑夫 姑丈 姨父 姨夫 姨丈",
        "-f": "伯母 大娘 婶婶 婶子 婶 婶娘 舅母 舅妈 妗子 妗妗 叔母",
    },
    Kinship.NEPHEW_NIECES_SPOUSE: {
        "-m": "侄女婿 侄婿 甥女婿 外甥女婿 甥婿",
        "-f": "侄媳 侄媳妇 侄儿媳妇 甥媳 外甥媳妇 外甥媳 甥媳妇",
    },
    Kinship.COUSINS_SPOUSE: {
        "-m": "堂姐夫 堂妹夫 表姐夫 表妹夫",
        "-f": "堂嫂 堂弟媳 堂弟妹 表嫂 表弟媳 表弟妹 堂弟媳妇 表弟媳妇",
    },
    Kinship.SPOUSES_UNCLE_AUNT: {
        "mm": "叔岳父 伯岳父 叔岳 伯岳 舅岳父 妻叔 妻伯 妻舅父",
        "mf": "叔岳母 伯岳母 姑岳母 姨岳母 妻姑 妻姨",
        "fm": "叔公公 伯公公 叔公爹 夫叔 夫舅",
        "ff": "姑婆婆 姨婆婆 夫姑",
    },
    Kinship.SPOUSES_NEPHEW_NIECE: {
        "mm": "内侄 妻侄 内侄子",
        "mf": "内侄女 妻侄女",
        "fm": "夫侄 夫甥",
        "ff": "夫侄女 夫甥女",
    },
    Kinship.SPOUSES_COUSIN: {
        "m-": "妻表亲 妻堂亲",
        "mm": "内表哥 内表弟 内堂兄 内堂弟 妻表哥 妻表弟 妻堂哥 妻堂弟",
        "mf": "内表姐 内表妹 妻表姐 妻表妹 妻堂姐 妻堂妹",
    },
    Kinship.SPOUSES_GRANDPARENT: {
        "mm": "岳祖父 太岳父 妻祖父",
        "mf": "岳祖母 太岳母 妻祖母",
        "fm": "太公公 祖公公",
        "ff": "太婆婆 祖婆婆",
    },
    Kinship.DISTANT: {
        "--": "远房亲戚 远亲 五服内亲属 旁系远亲 远房",
        "-m": "堂叔 堂伯 堂舅 表叔 表伯 表舅 堂侄 堂侄子 表侄 表侄子 "
        "堂外甥 表外甥 侄孙 侄孙子 外甥孙 伯祖父 叔祖父 舅爷爷 "
        "姑爷爷 姨姥爷 远房叔叔 远房舅舅 远房表哥 远房堂哥 远房侄子 从叔 孙女婿 外孙女婿 表姑父 表姨父",
        "-f": "堂姑 堂姨 表姑 表姨 表婶 堂婶 表舅妈 堂侄女 表侄女 "
        "堂外甥女 表外甥女 侄孙女 外甥孙女 姑祖母 姨祖母 姑奶奶 姨奶奶 "
        "伯祖母 叔祖母 远房姑姑 远房表姐 远房侄女 孙媳妇 孙媳 外孙媳妇",
    },
    Kinship.EX_SPOUSE: {
        "--": "前配偶 离婚配偶 原配偶 离异配偶",
        "fm": "前夫 前任丈夫",
        "mf": "前妻 前任妻子",
    },
    Kinship.PARTNER: {
        "--": "恋人 同居 同居人 同居关系 情侣 情人 特定关系人 恋爱对象 未婚夫妻",
        "-m": "未婚夫 男友 男朋友 情夫",
        "-f": "未婚妻 女友 女朋友 情妇",
    },
}

ALIASES: dict[str, str] = {
    "spouse": "配偶",
    "husband": "丈夫",
    "wife": "妻子",
    "father": "父亲",
    "mother": "母亲",
    "son": "儿子",
    "daughter": "女儿",
    "brother": "哥哥",
    "sister": "姐姐",
    "classmate": "同学",
    "friend": "朋友",
}

RANKED: dict[str, str] = {
    "SIBLINGS": "哥 姐 弟 妹 哥哥 姐姐 弟弟 妹妹 嫂 嫂子 姐夫 妹夫 弟媳 儿子 女儿 闺女 女婿 儿媳 儿媳妇 侄子 "
    "侄女 外甥 外甥女 孙子 孙女 外孙 外孙女 表哥 表姐 表弟 表妹 堂哥 堂姐 堂弟 堂妹 兄",
    "ELDERS": "伯 叔 姑 舅 姨 伯父 叔父 叔叔 姑姑 舅舅 姨妈 姑妈 伯母 婶 婶子 舅妈 舅母 姑父 姨父 姑夫 姨夫 大娘 "
    "爷爷 奶奶 姨子 舅子 姑子 叔子 舅哥",
}

COMPOSED: dict[tuple[str, str], Kinship] = {
    ("SPOUSE", "PARENT"): Kinship.PARENT_IN_LAW,
    ("SPOUSE", "SIBLING"): Kinship.SPOUSES_SIBLING,
    ("SPOUSE", "GRANDPARENT"): Kinship.SPOUSES_GRANDPARENT,
    ("SPOUSE", "UNCLE_AUNT"): Kinship.SPOUSES_UNCLE_AUNT,
    ("SPOUSE", "NEPHEW_NIECE"): Kinship.SPOUSES_NEPHEW_NIECE,
    ("SPOUSE", "COUSIN"): Kinship.SPOUSES_COUSIN,
    ("SPOUSE", "SIBLINGS_SPOUSE"): Kinship.SPOUSES_SIBLINGS_SPOUSE,
    ("SPOUSES_SIBLING", "SPOUSE"): Kinship.SPOUSES_SIBLINGS_SPOUSE,
    ("PARENT", "PARENT"): Kinship.GRANDPARENT,
    ("PARENT", "GRANDPARENT"): Kinship.GREAT_GRANDPARENT,
    ("GRANDPARENT", "PARENT"): Kinship.GREAT_GRANDPARENT,
    ("PARENT", "SIBLING"): Kinship.UNCLE_AUNT,
    ("PARENT", "UNCLE_AUNT"): Kinship.DISTANT,
    ("PARENT", "COUSIN"): Kinship.DISTANT,
    ("CHILD", "SPOUSE"): Kinship.CHILD_IN_LAW,
    ("CHILD", "CHILD"): Kinship.GRANDCHILD,
    ("CHILD", "GRANDCHILD"): Kinship.GREAT_GRANDCHILD,
    ("GRANDCHILD", "CHILD"): Kinship.GREAT_GRANDCHILD,
    ("CHILD", "PARENT_IN_LAW"): Kinship.CHILDS_PARENT_IN_LAW,
    ("CHILD_IN_LAW", "PARENT"): Kinship.CHILDS_PARENT_IN_LAW,
    ("SIBLING", "SPOUSE"): Kinship.SIBLINGS_SPOUSE,
    ("SIBLING", "CHILD"): Kinship.NEPHEW_NIECE,
    ("UNCLE_AUNT", "SPOUSE"): Kinship.UNCLE_AUNTS_SPOUSE,
    ("UNCLE_AUNT", "CHILD"): Kinship.COUSIN,
    ("NEPHEW_NIECE", "SPOUSE"): Kinship.NEPHEW_NIECES_SPOUSE,
    ("NEPHEW_NIECE", "CHILD"): Kinship.DISTANT,
    ("COUSIN", "SPOUSE"): Kinship.COUSINS_SPOUSE,
    ("COUSIN", "CHILD"): Kinship.DISTANT,
}
