"""Why the planning itself closes a place to a person, beside the rules of recusal."""

from terms.term import Term


class Closed(Term):
    """A reason of the planning itself that closes a place to a person; rules of recusal have their codes."""

    EXCLUDED = "EXCLUDED", "协调员排除", "excluded by the coordinator"
    MODE = "MODE", "办案方式不允许", "not possible in this mode of handling"
    NOT_FREE = "NOT_FREE", "此期间不可选用", "not available in the case's days"
    NOT_QUALIFIED = "NOT_QUALIFIED", "不具备岗位资格", "not admitted to the role"
    LEAD_RANK = "LEAD_RANK", "职级低于组长要求或未登记", "of a rank below what the leader needs, or of none on record"
    OUT_OF_REACH = "OUT_OF_REACH", "不在案件抽调范围", "outside the districts from which the case draws"
    MOST_REVIEWS = "MOST_REVIEWS", "审理案件数上限", "the limit on how many cases one person reviews"
    NO_SUCH_PLACE = "NO_SUCH_PLACE", "案件无此岗位", "the case has no such place"
    SITS_OUT = "SITS_OUT", "抽签轮空", "sits this case out by lot"
    FALLEN_OUT = "FALLEN_OUT", "已退出办案组", "has fallen out of the team"
    BARRED = "BARRED", "须回避", "must stand aside"
    WAIVER_NEEDED = "WAIVER_NEEDED", "须经批准", "would need a waiver"
    MOST_FROM_ONE_ORGAN = "MOST_FROM_ONE_ORGAN", "同一单位人数上限", "the limit on people of one organ"
    SKILL_COVER = "R34", "技能覆盖", "the skills that the case needs"
    HOME_MINIMUM = "R44", "保留值守", "somebody full-time stays at each organ"
